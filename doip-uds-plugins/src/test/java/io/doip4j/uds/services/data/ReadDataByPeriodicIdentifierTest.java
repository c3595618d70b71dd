package io.doip4j.uds.services.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.services.management.DiagnosticSessionControl;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent when, and what is refused. {@link PeriodicScheduleEndTest} has what ends it. */
class ReadDataByPeriodicIdentifierTest {
    private final FakeRecord one = new FakeRecord(0xF201, "A1");
    private final FakeRecord two = new FakeRecord(0xF202, "A2");
    private final FakeRecord locked = new FakeRecord(0xF203, "A3").access(Access.securityLevel(1));
    private final FakeRecord elsewhere = new FakeRecord(0xF204, "A4").in(Sessions.of(Session.PROGRAMMING));
    private final FakeRecord later = FakeRecord.later(0xF2FF);
    private final FakeRecord lockedForRole = new FakeRecord(0xF206, "A6").access(Access.role("workshop"));
    private final FakeEcu ecu = FakeEcu.of(
                    EcuDefinition.builder(0x1000)
                            .data(any -> one)
                            .data(any -> two)
                            .data(any -> locked)
                            .data(any -> elsewhere)
                            .data(any -> lockedForRole)
                            .data(any -> later)
                            .data(0xF305, Bytes.of(0x05))
                            .setting(PeriodicDataSettings.standard().maxScheduled(3))
                            .build(),
                    new ReadDataByPeriodicIdentifier(),
                    new ReadDataByIdentifier(),
                    new DiagnosticSessionControl())
            .in(Session.EXTENDED);

    private void millis(long time) {
        ecu.advance(Duration.ofMillis(time));
    }

    @ParameterizedTest(name = "{0}: every {2} ms")
    @CsvSource(delimiter = '|', textBlock = """
            slow    | 2A 01 01 | 1000
            medium  | 2A 02 01 | 300
            fast    | 2A 03 01 | 100
            """)
    void sendsAtTheRateFromOnePeriodAfterTheResponse(String rate, String request, long period) {
        assertThat(ecu.ask(request)).as(rate).isEqualTo("6A");
        assertThat(ecu.unsolicited).isEmpty();
        millis(period - 1);
        assertThat(ecu.unsolicited).isEmpty();
        millis(1);
        assertThat(ecu.unsolicited).containsExactly("6A 01 A1");
        millis(10 * period - 1);
        assertThat(ecu.unsolicited).hasSize(10);
        millis(1);
        assertThat(ecu.unsolicited).hasSize(11);
    }

    @Test
    void ratesAreASetting() {
        FakeEcu other = FakeEcu.of(
                        EcuDefinition.builder(0x1000)
                                .data(0xF201, Bytes.of(0x01))
                                .setting(new PeriodicDataSettings(
                                        Duration.ofMillis(500), Duration.ofMillis(20), Duration.ofMillis(7), 1))
                                .build(),
                        new ReadDataByPeriodicIdentifier())
                .in(Session.EXTENDED);

        other.ask("2A 03 01");
        other.advance(Duration.ofMillis(70));
        assertThat(other.unsolicited).hasSize(10);
        other.ask("2A 01 01");
        other.advance(Duration.ofMillis(499));
        assertThat(other.unsolicited).hasSize(10);
    }

    @Test
    void everySampleIsReadAtItsTime() {
        ecu.ask("2A 03 01");
        millis(100);
        one.value = Bytes.hex("BB CC");
        millis(100);

        assertThat(ecu.unsolicited).containsExactly("6A 01 A1", "6A 01 BB CC");
    }

    @Test
    void severalAreSentEachAtItsRate() {
        assertThat(ecu.ask("2A 03 01 02")).isEqualTo("6A");
        millis(150);
        assertThat(ecu.ask("2A 02 02")).isEqualTo("6A");
        millis(310);

        assertThat(ecu.unsolicited)
                .containsExactly("6A 01 A1", "6A 02 A2", "6A 01 A1", "6A 01 A1", "6A 01 A1", "6A 02 A2");
    }

    @Test
    void askingAgainBeginsAnewAtTheNewRate() {
        ecu.ask("2A 01 01");
        millis(990);
        ecu.ask("2A 03 01");
        millis(99);
        assertThat(ecu.unsolicited).isEmpty();
        millis(1);
        assertThat(ecu.unsolicited).hasSize(1);
        millis(1000);
        assertThat(ecu.unsolicited).hasSize(11);
        assertThat(ecu.time.scheduled()).isEqualTo(1);
    }

    @Test
    void otherRequestsDoNotDisturb() {
        ecu.ask("2A 03 01");
        millis(50);
        assertThat(ecu.ask("22 F2 01")).isEqualTo("62 F2 01 A1");
        assertThat(ecu.ask("22 AA AA")).isEqualTo("7F 22 31");
        millis(50);

        assertThat(ecu.unsolicited).hasSize(1);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            no mode                                | 2A                | 7F 2A 13
            no identifier                          | 2A 03             | 7F 2A 13
            also for a mode that does not exist    | 2A 05             | 7F 2A 13
            there is no mode 05                    | 2A 05 01          | 7F 2A 31
            nor 00                                 | 2A 00 01          | 7F 2A 31
            bit 7 is nothing special               | 2A 83 01          | 7F 2A 31
            the mode is checked before access      | 2A 05 03          | 7F 2A 31
            unknown identifier                     | 2A 03 EE          | 7F 2A 31
            not a periodic identifier              | 2A 03 05          | 7F 2A 31
            not in this session                    | 2A 03 04          | 7F 2A 31
            one unknown among others               | 2A 03 01 EE       | 7F 2A 31
            unknown comes before locked            | 2A 03 03 EE       | 7F 2A 31
            locked                                 | 2A 03 03          | 7F 2A 33
            one locked among others                | 2A 03 01 03       | 7F 2A 33
            a role is missing                      | 2A 03 03 06       | 7F 2A 34
            more than the maximum                  | 2A 03 01 02 FF 06 | 7F 2A 31
            the maximum comes before access        | 2A 03 01 02 FF 03 | 7F 2A 31
            stopping one that is unknown           | 2A 04 EE          | 7F 2A 31
            stopping one that is not here          | 2A 04 01 04       | 7F 2A 31
            """)
    void refusesAndSendsNothing(String reason, String request, String response) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
        millis(5000);
        assertThat(ecu.unsolicited).isEmpty();
        assertThat(ecu.time.scheduled()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"2A 03 02 EE", "2A 03 02 03", "2A 05 01", "2A 04 01 EE", "2A 03 01 02 FF 06"})
    void aRefusalLeavesWhatIsSentAsItIs(String request) {
        ecu.ask("2A 02 01");
        millis(200);

        assertThat(ecu.ask(request)).startsWith("7F 2A");
        millis(100);
        assertThat(ecu.unsolicited).containsExactly("6A 01 A1");
        millis(299);
        assertThat(ecu.unsolicited).hasSize(1);
    }

    @Test
    void theMaximumCountsEveryIdentifierOnce() {
        assertThat(ecu.ask("2A 03 01 01 02 02 01")).isEqualTo("6A");
        assertThat(ecu.ask("2A 02 01 02 FF")).isEqualTo("6A");
        assertThat(ecu.unlocked(1).ask("2A 01 03")).isEqualTo("7F 2A 31");
        ecu.ask("2A 04 02");
        assertThat(ecu.ask("2A 01 03")).isEqualTo("6A");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            none named            | 2A 04          | ''
            one                   | 2A 04 01       | 6A 02 A2
            the other             | 2A 04 02       | 6A 01 A1
            both                  | 2A 04 02 01    | ''
            one that is not sent  | 2A 04 FF       | 6A 01 A1,6A 02 A2
            """)
    void stops(String reason, String request, String stillSent) {
        ecu.ask("2A 03 01 02");

        assertThat(ecu.ask(request)).as(reason).isEqualTo("6A");
        millis(100);
        assertThat(String.join(",", ecu.unsolicited)).isEqualTo(stillSent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2A 04", "2A 04 01", "2A 04 03"})
    void stoppingWhatIsNotSentIsNoErrorAndNeedsNothing(String request) {
        assertThat(ecu.ask(request)).isEqualTo("6A");
    }

    @Test
    void aSampleThatCannotBeReadIsLeftOut() {
        ecu.ask("2A 03 01");
        one.refusal = Nrc.CONDITIONS_NOT_CORRECT;
        millis(250);
        assertThat(ecu.unsolicited).isEmpty();
        one.refusal = null;
        millis(50);
        assertThat(ecu.unsolicited).containsExactly("6A 01 A1");
    }

    @Test
    void aFaultIsNotHiddenAndDoesNotEndTheSchedule() {
        ecu.ask("2A 03 01");
        one.fault = new IllegalStateException("broken");
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> millis(100))
                .havingRootCause()
                .withMessage("broken");
        one.fault = null;
        millis(100);
        assertThat(ecu.unsolicited).containsExactly("6A 01 A1");
    }

    @Test
    void dataThatAnswerLaterAreSentWithTheNextSample() {
        ecu.ask("2A 03 FF");
        millis(100);
        assertThat(later.reads).hasSize(1);
        later.answer(0, "01");
        assertThat(ecu.unsolicited).isEmpty();
        millis(100);
        assertThat(ecu.unsolicited).containsExactly("6A FF 01");
        assertThat(later.reads).hasSize(2);
        millis(100);
        assertThat(later.reads).as("asked once until there is an answer").hasSize(2);
        later.answer(1, "02");
        millis(100);
        assertThat(ecu.unsolicited).containsExactly("6A FF 01", "6A FF 02");
    }

    @Test
    void dataThatRefuseLaterAreLeftOut() {
        ecu.ask("2A 03 FF");
        millis(100);
        later.refuse(0, Nrc.CONDITIONS_NOT_CORRECT);
        millis(100);
        assertThat(ecu.unsolicited).isEmpty();
        later.answer(1, "02");
        millis(100);
        assertThat(ecu.unsolicited).containsExactly("6A FF 02");
    }

    @Test
    void dataAreReadForTheTesterInTheSessionOfTheMoment() {
        ecu.unlocked(1).ask("2A 03 03");
        millis(100);

        var reader = locked.lastReader;
        assertThat(reader).isNotNull();
        assertThat(reader.tester()).isEqualTo(ecu.exchange().tester());
        assertThat(reader.connection()).isEqualTo(ecu.connection);
        assertThat(reader.securityLevel()).isEqualTo(1);
        assertThat(reader.session()).isEqualTo(Session.EXTENDED);
        ecu.in(Session.PROGRAMMING);
        assertThat(reader.session()).isEqualTo(Session.PROGRAMMING);
        assertThat(reader.securityLevel()).isZero();
    }

    @Test
    void nothingCanBeAskedOfTheEngineWhenNobodyAsks() {
        ecu.ask("2A 03 01");
        millis(100);

        var reader = one.lastReader;
        assertThat(reader).isNotNull();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> reader.changeSession(Session.DEFAULT));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> reader.unlock(1));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> reader.afterSend(() -> {}));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(reader::sendResponsePending);
        assertThat(reader.responsePending()).isFalse();
        assertThat(reader.isCancelled()).isFalse();
        ecu.connection.close();
        assertThat(reader.isCancelled()).isTrue();
    }

    @Test
    void aLateSampleDoesNotDelayTheNext() {
        ecu.ask("2A 03 01");
        ecu.time.stall(Duration.ofMillis(130));
        assertThat(ecu.unsolicited).hasSize(1);
        millis(69);
        assertThat(ecu.unsolicited).hasSize(1);
        millis(1);
        assertThat(ecu.unsolicited).hasSize(2);
    }

    @Test
    void samplesThatTheEcuWasTooBusyForAreNotMadeUpFor() {
        ecu.ask("2A 03 01");
        ecu.time.stall(Duration.ofMillis(950));
        assertThat(ecu.unsolicited).hasSize(1);
        millis(99);
        assertThat(ecu.unsolicited).hasSize(1);
        millis(1);
        assertThat(ecu.unsolicited).hasSize(2);
    }

    @Test
    void isNotAvailableInTheDefaultSession() {
        ServiceDescriptor descriptor = new ReadDataByPeriodicIdentifier().descriptor();

        assertThat(descriptor.sessions().contains(Session.DEFAULT)).isFalse();
        assertThat(descriptor.sessions().contains(Session.EXTENDED)).isTrue();
        assertThat(descriptor.hasSubFunction()).isFalse();
        assertThat(descriptor.minLength()).isEqualTo(2);
        assertThat(descriptor.nonBlocking()).isTrue();
    }

    @ParameterizedTest(name = "{0}, {1}, {2} ms, {3}")
    @CsvSource({"0,300,100,1", "1000,0,100,1", "1000,300,-1,1", "86400001,300,100,1", "1000,300,100,0"})
    void refusesSettingsThatMakeNoSense(long slow, long medium, long fast, int max) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PeriodicDataSettings(
                        Duration.ofMillis(slow), Duration.ofMillis(medium), Duration.ofMillis(fast), max));
    }
}
