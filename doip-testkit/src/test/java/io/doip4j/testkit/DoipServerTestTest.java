package io.doip4j.testkit;

import static io.doip4j.testkit.Engine.PARALLEL;
import static io.doip4j.testkit.Engine.SERIAL;
import static io.doip4j.testkit.Engine.failure;
import static io.doip4j.testkit.Engine.succeeds;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.server.DoipServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated
class DoipServerTestTest {
    @BeforeEach
    void forget() {
        Observed.clear();
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(Observed.servers()).noneMatch(DoipServer::isRunning);
        assertThat(Observed.ports()).noneMatch(Observed::connects);
        assertThat(Observed.serverThreads()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {Fixtures.OnClass.class, Fixtures.Subclass.class})
    void everyTestHasItsOwnServer(Class<?> fixture) {
        succeeds(fixture, SERIAL, 7);
        assertThat(Observed.servers()).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void aTestHasOneServerAndOneTesterEverywhere() {
        succeeds(Fixtures.SameEverywhere.class, SERIAL, 1);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Fixtures.Failing.class,
                Fixtures.BeforeEachMethodFails.class,
            })
    void closesWhenTheTestFails(Class<?> fixture) {
        failure(fixture).hasMessage("on purpose");
        assertThat(Observed.servers()).hasSize(1);
    }

    @Test
    void closesWhenAnotherExtensionFails() {
        failure(Fixtures.BeforeEachFails.class).hasMessage("on purpose");
    }

    @Test
    void nestedClassesInherit() {
        succeeds(Fixtures.Outer.class, SERIAL, 3);
        assertThat(Observed.servers()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void worksOnASingleMethod() {
        succeeds(Fixtures.OnMethod.class, SERIAL, 2);
        assertThat(Observed.servers()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(classes = {Fixtures.Composed.class, Fixtures.ComposedOnMethod.class})
    void worksInAnnotationsOfOthers(Class<?> fixture) {
        succeeds(fixture, SERIAL, 1);
        assertThat(Observed.servers()).hasSize(1);
    }

    @Test
    void oneObjectForAllTestsStillHasAServerPerTest() {
        succeeds(Fixtures.PerClass.class, SERIAL, 2);
        assertThat(Observed.servers()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aTestMayCloseItsServer() {
        succeeds(Fixtures.ClosesItself.class, SERIAL, 1);
    }

    @Test
    void fiftyTestsInParallel() {
        succeeds(Fixtures.Many.class, PARALLEL, 50);
        assertThat(Observed.servers()).hasSize(50).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(classes = {Fixtures.PerClassConstructor.class, Fixtures.BeforeAllParameter.class})
    void noServerBeforeThereIsATest(Class<?> fixture) {
        failure(fixture).hasMessageContaining("every test method has its own");
    }

    @Test
    void saysWhyTheServerDoesNotStart() {
        failure(Fixtures.CannotStart.class)
                .hasMessageContaining("could not be started")
                .hasMessageContaining("192.0.2.1");
    }

    @Test
    void saysWhatAConfigureMethodMustLookLike() {
        failure(Fixtures.WrongConfigureMethod.class)
                .hasMessageContaining("must have one parameter, a DoipServerBuilder");
    }

    @Test
    void saysThatAConfigureMethodMustBeStatic() {
        failure(Fixtures.ConfigureTooLate.class).hasMessageContaining("must be static");
    }

    @Test
    void leavesOtherParametersToOthers() {
        failure(Fixtures.ForeignParameter.class).hasMessageContaining("No ParameterResolver registered");
    }
}
