package io.doip4j.server.internal.uds;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.SessionDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** NRC 0x78 (ISO 14229): in time, not too often, and then there is an answer in any case. */
class ResponsePendingTest {
    private static final String PENDING = "7F 31 78";

    private final CompletableFuture<UdsResult> stage = new CompletableFuture<>();
    private final TestEcu ecu = new TestEcu(
            TestService.blocking(
                    ServiceDescriptor.of(0x31).uncheckedSubFunction(),
                    (request, exchange) -> request.positiveResponse(request.subFunction())),
            TestService.inline(
                    ServiceDescriptor.of(0x2E).minLength(1), (request, exchange) -> UdsResult.pending(stage)),
            TestService.blocking(ServiceDescriptor.of(0x2F), (request, exchange) -> UdsResult.pending(stage)),
            TestService.blocking(ServiceDescriptor.of(0x22), (request, exchange) -> {
                throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
            }));

    private List<Long> times(String response) {
        List<Long> times = new ArrayList<>();
        for (String answer : ecu.channel.timed) {
            if (answer.startsWith(response + " @")) {
                times.add(Long.parseLong(answer.substring(response.length() + 2)));
            }
        }
        return times;
    }

    private static void assertIntervals(List<Long> times) {
        assertThat(times.get(0)).isPositive().isLessThan(50);
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isBetween(1500L, 4999L);
        }
    }

    @Test
    void handlerOf40MillisecondsNeedsNone() {
        ecu.physical("31 01").after(40).runPool().after(20_000);

        assertThat(ecu.takeTimed()).containsExactly("71 01 @40");
    }

    @Test
    void handlerOf200MillisecondsNeedsExactlyOneBeforeP2RunsOut() {
        ecu.physical("31 01").after(200).runPool().after(20_000);

        assertThat(times(PENDING)).hasSize(1).allMatch(time -> time > 0 && time < 50);
        assertThat(ecu.take()).containsExactly(PENDING, "71 01");
    }

    @Test
    void handlerOf12SecondsNeedsMoreEachInTimeAndNotTooOften() {
        ecu.physical("31 01").after(12_000).runPool();

        List<Long> pending = times(PENDING);
        assertIntervals(pending);
        assertThat(12_000 - pending.get(pending.size() - 1)).isLessThan(5000);
        assertThat(ecu.takeTimed()).last().isEqualTo("71 01 @12000");
        ecu.after(20_000);
        assertThat(ecu.take()).isEmpty();
    }

    @Test
    void timesAreThoseOfTheActiveSession() {
        TestEcu slow = new TestEcu(
                definition -> definition.session(
                        new SessionDefinition(Session.DEFAULT, Duration.ofMillis(200), Duration.ofMillis(1000))),
                TestService.blocking(
                        ServiceDescriptor.of(0x31), (request, exchange) -> request.positiveResponse(request.data())));
        slow.physical("31 01").after(100);
        assertThat(slow.take()).isEmpty();
        slow.after(99);
        assertThat(slow.take()).containsExactly(PENDING);
        slow.after(1000);
        assertThat(slow.take()).containsExactly(PENDING);
    }

    @Test
    void suppressedAnswerIsSentAfterIt() {
        ecu.physical("31 81").after(200).runPool();

        assertThat(ecu.take()).containsExactly(PENDING, "71 01");
    }

    @Test
    void suppressedFunctionalAnswerIsSentAfterIt() {
        ecu.functional("31 81").after(200).runPool();

        assertThat(ecu.take()).containsExactly(PENDING, "71 01");
    }

    @Test
    void functionalAnswerThatWouldBeSilentIsSentAfterIt() {
        ecu.functional("22 F1 90").after(200).runPool();

        assertThat(ecu.take()).containsExactly("7F 22 78", "7F 22 31");
        ecu.functional("22 F1 90").after(40).runPool();
        assertThat(ecu.take()).isEmpty();
    }

    @Test
    void pendingStageOnTheLoopCountsFromTheRequest() {
        ecu.physical("2E").after(12_000);
        stage.complete(PositiveResponse.to(0x2E, Bytes.of(1)));

        assertIntervals(times("7F 2E 78"));
        assertThat(ecu.takeTimed()).last().isEqualTo("6E 01 @12000");
    }

    @Test
    void stageThatIsCompleteAlreadyNeedsNone() {
        stage.complete(PositiveResponse.to(0x2E, Bytes.of(1)));
        ecu.physical("2E").after(20_000);

        assertThat(ecu.takeTimed()).containsExactly("6E 01 @0");
    }

    @Test
    void stageFromThePoolDoesNotBeginTheCountAnew() {
        ecu.physical("2F").after(30).runPool().after(12_000);

        assertIntervals(times("7F 2F 78"));
    }

    @Test
    void stageFromThePoolThatComesAfterTheFirstOneDoesNotRepeatItTooSoon() {
        ecu.physical("2F").after(200).runPool().after(12_000);
        stage.complete(PositiveResponse.to(0x2F, Bytes.of(1)));

        assertIntervals(times("7F 2F 78"));
        assertThat(ecu.take()).last().isEqualTo("6F 01");
    }

    @Test
    void serviceSeesThatItWasSent() {
        List<Boolean> seen = new ArrayList<>();
        TestEcu looking = new TestEcu(TestService.blocking(ServiceDescriptor.of(0x31), (request, exchange) -> {
            seen.add(exchange.responsePending());
            return UdsResult.noResponse();
        }));
        looking.physical("31").runPool();
        looking.physical("31").after(100).runPool();

        assertThat(seen).containsExactly(false, true);
    }

    @Test
    void nothingIsSentWhenTheTesterIsGoneAndTheEcuGoesOn() {
        ecu.physical("31 01");
        ecu.channel.gone = true;
        ecu.after(10_000).runPool();
        assertThat(ecu.take()).isEmpty();

        ecu.channel.gone = false;
        ecu.physical("3E 00");
        assertThat(ecu.take()).containsExactly("7E 00");
        assertThat(ecu.time.timers().size()).isZero();
    }
}
