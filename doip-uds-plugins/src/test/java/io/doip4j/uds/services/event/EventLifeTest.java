package io.doip4j.uds.services.event;

import static io.doip4j.uds.services.event.EventEcu.CODE;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.uds.Session;
import io.doip4j.uds.services.internal.testing.FakeConnection;
import io.doip4j.uds.spi.SessionListener.Cause;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What sessions, resets and connections do to events. */
class EventLifeTest {
    private final EventEcu ecu = EventEcu.standard();

    private void changeData() {
        ecu.write(0x0112, "0A");
    }

    @ParameterizedTest(name = "into session {0}, {1}")
    @CsvSource({"3, REQUEST", "2, REQUEST", "1, REQUEST", "1, TIMEOUT", "1, RESET"})
    void everyTransitionStopsAndDeletesWhatIsNotStored(int session, Cause cause) {
        ecu.started("86 03 03 01 12 22 01 12");
        ecu.ecu.change(Session.of(session), cause);
        changeData();

        assertThat(ecu.after(Duration.ofMinutes(1)))
                .as("also no number of events")
                .isEmpty();
        assertThat(ecu.ask("86 04 02")).isEqualTo("C6 04 00");
        assertThat(ecu.ask("86 05 02")).isEqualTo("7F 86 22");
        assertThat(ecu.ecu.time.scheduled()).isZero();
    }

    @ParameterizedTest(name = "into session {0}, {1}")
    @CsvSource({"3, REQUEST", "2, REQUEST", "1, REQUEST", "1, TIMEOUT"})
    void aTransitionStopsWhatIsStoredAndKeepsIt(int session, Cause cause) {
        ecu.started("86 43 02 01 12 22 01 12");
        ecu.ecu.change(Session.of(session), cause);
        changeData();
        assertThat(ecu.afterMillis(1000)).isEmpty();
        assertThat(ecu.ask("86 04 02")).isEqualTo("C6 04 00");

        assertThat(ecu.ask("86 05 02")).isEqualTo("C6 05 00 02");
        assertThat(ecu.ask("86 04 02")).isEqualTo("C6 04 01 43 02 01 12 22 01 12");
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "86 43 02 01 12 22 01 12, 86 05 02",
        "86 03 02 01 12 22 01 12, 86 45 02",
        "86 43 02 01 12 22 01 12, 86 45 02"
    })
    void whatIsStoredStartsAgainAfterAReset(String setUp, String start) {
        ecu.ask(setUp);
        ecu.ask(start);
        changeData();
        ecu.ecu.change(Session.DEFAULT, Cause.RESET);
        assertThat(ecu.afterMillis(1000))
                .as("the value after the reset is no event")
                .isEmpty();

        ecu.write(0x0112, "0B");
        assertThat(ecu.afterMillis(50)).containsExactly("62 01 12 0B");
    }

    @Test
    void alsoIfASessionHadStoppedIt() {
        ecu.started("86 41 02 01 19 02 01");
        ecu.ecu.in(Session.PROGRAMMING);
        ecu.ecu.change(Session.DEFAULT, Cause.RESET);
        ecu.ecu.dtcs().reportTestFailed(CODE);

        assertThat(ecu.afterMillis(50)).containsExactly("59 02 01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"86 00 02", "86 40 02"})
    void butNotIfTheTesterHadStoppedIt(String stop) {
        ecu.started("86 41 02 01 19 02 01");
        ecu.ask(stop);
        ecu.ecu.change(Session.DEFAULT, Cause.RESET);
        ecu.ecu.dtcs().reportTestFailed(CODE);
        assertThat(ecu.afterMillis(1000)).isEmpty();

        assertThat(ecu.ask("86 05 02")).as("it is still there").isEqualTo("C6 05 00 02");
    }

    @Test
    void norIfItWasNeverStarted() {
        ecu.ask("86 41 02 01 19 02 01");
        ecu.ecu.change(Session.DEFAULT, Cause.RESET);

        assertThat(ecu.ask("86 04 02")).isEqualTo("C6 04 00");
    }

    @Test
    void norIfItsWindowHadEnded() {
        ecu.started("86 41 03 01 19 02 01");
        ecu.after(Duration.ofSeconds(10));
        ecu.ecu.change(Session.DEFAULT, Cause.RESET);

        assertThat(ecu.ask("86 04 02")).isEqualTo("C6 04 00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"86 06 02", "86 46 02"})
    void clearDeletesWhatIsStored(String clear) {
        ecu.started("86 41 02 01 19 02 01");
        ecu.ask(clear);
        ecu.ecu.change(Session.DEFAULT, Cause.RESET);
        ecu.ecu.dtcs().reportTestFailed(CODE);

        assertThat(ecu.afterMillis(1000)).isEmpty();
        assertThat(ecu.ask("86 05 02")).isEqualTo("7F 86 22");
    }

    @Test
    void aWindowBeginsAnewAfterAReset() {
        ecu.started("86 41 03 01 19 02 01");
        ecu.after(Duration.ofSeconds(9));
        ecu.ecu.change(Session.DEFAULT, Cause.RESET);

        assertThat(ecu.after(Duration.ofSeconds(10).minusMillis(1))).isEmpty();
        assertThat(ecu.afterMillis(1)).containsExactly("C6 41 00 03 01 19 02 01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"86 03 03 01 12 22 01 12", "86 43 03 01 12 22 01 12"})
    void aLostConnectionEndsItsEvents(String setUp) {
        ecu.started(setUp);
        ecu.ecu.connection.close();
        changeData();

        assertThat(ecu.after(Duration.ofMinutes(1))).isEmpty();
        assertThat(ecu.ecu.time.scheduled()).isZero();
        ecu.ecu.change(Session.DEFAULT, Cause.RESET);
        assertThat(ecu.ecu.time.scheduled()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void theEventsOfOtherConnectionsStay(Cause cause) {
        FakeConnection second = new FakeConnection(2);
        ecu.ecu.askAs(0x0E01, second, "86 41 02 01 19 02 01");
        ecu.ecu.askAs(0x0E01, second, "86 05 02");
        ecu.started("86 01 02 01 19 02 01");
        ecu.ecu.connection.close();
        if (cause == Cause.RESET) {
            ecu.ecu.change(Session.DEFAULT, cause);
        }
        ecu.ecu.dtcs().reportTestFailed(CODE);

        assertThat(ecu.afterMillis(50)).containsExactly("59 02 01");
    }

    @Test
    void aClearedEventIsForgottenByItsConnection() {
        ecu.started("86 01 02 01 19 02 01");
        ecu.ask("86 06 02");
        ecu.started("86 01 02 01 19 02 01");
        ecu.ecu.dtcs().reportTestFailed(CODE);

        assertThat(ecu.afterMillis(1000)).containsExactly("59 02 01");
        ecu.ecu.connection.close();
        assertThat(ecu.ecu.time.scheduled()).isZero();
    }
}
