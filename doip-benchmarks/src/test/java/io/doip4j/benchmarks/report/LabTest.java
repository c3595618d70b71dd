package io.doip4j.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.benchmarks.load.LoadMode;
import io.doip4j.benchmarks.load.LoadPlan;
import io.doip4j.benchmarks.load.LoadResult;
import io.doip4j.benchmarks.process.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every kind of load once, with real processes: the client refuses whatever is not the answer to its request. */
class LabTest {
    private static final Duration SHORT = Duration.ofMillis(60);
    private static final Options.Effort EFFORT = new Options.Effort(SHORT, Duration.ZERO, SHORT, 1, 1);

    private static Lab lab;
    private static Target server;
    private static Target yardstick;

    @BeforeAll
    static void start() throws IOException {
        lab = new Lab(Options.parse(EFFORT, List.of()));
        server = lab.newServer(Line.of("server").with("ecus", 3).with("stubs", 5));
        yardstick = lab.newYardstick();
    }

    @AfterAll
    static void end() {
        lab.close();
    }

    private static void bothAnswer(LoadMode mode, UnaryOperator<LoadPlan> plan) {
        for (Target target : List.of(server, yardstick)) {
            LoadResult result = lab.load(plan.apply(target.plan(mode).lasting(Duration.ZERO, SHORT)));

            assertThat(result.done()).isPositive();
            assertThat(result.nanos()).isGreaterThanOrEqualTo(SHORT.toNanos());
            assertThat(result.medianNanos()).isPositive();
        }
    }

    @Test
    void bothAnswerRequests() {
        bothAnswer(LoadMode.REQUEST, plan -> plan.with(20, 1).withTargets(3));
        bothAnswer(LoadMode.REQUEST, plan -> plan.with(2, 8));
    }

    @Test
    void bothAnswerLongMessages() {
        bothAnswer(LoadMode.REQUEST, plan -> plan.with(3, 2).withUserData(1_000_003));
    }

    @Test
    void bothActivateAndCanBeLeft() {
        bothAnswer(LoadMode.CONNECT, plan -> plan.with(4, 1));
    }

    @Test
    void bothIdentifyThemselves() {
        bothAnswer(LoadMode.UDP, plan -> plan.with(2, 4));
    }

    @Test
    void connectionsCanBeHeld() {
        lab.hold(server, 10);
        lab.release();
    }

    @Test
    void saysWhatWentWrong() {
        LoadPlan toNobody = LoadPlan.of(LoadMode.REQUEST, 1, server.pid());

        assertThatThrownBy(() -> lab.load(toNobody)).hasMessageContaining("Connection refused");
    }
}
