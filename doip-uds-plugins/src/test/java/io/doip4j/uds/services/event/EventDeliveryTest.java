package io.doip4j.uds.services.event;

import static io.doip4j.uds.services.event.EventEcu.CODE;
import static io.doip4j.uds.services.event.EventEcu.OTHER_CODE;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.dtc.ClearDiagnosticInformation;
import io.doip4j.uds.services.dtc.ReadDtcInformation;
import io.doip4j.uds.services.event.ResponseOnEventSettings.Event;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.DtcDefinition;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tester is sent when events happen. */
class EventDeliveryTest {
    private static final ResponseOnEventSettings EVERYTHING = ResponseOnEventSettings.builder()
            .events(Event.values())
            .timer(Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofMillis(100))
            .build();
    private static final UdsRequest ROUTINE = new UdsRequest(Bytes.hex("31 01 02 03"));

    private final EventEcu ecu = EventEcu.standard();

    @Test
    void theReferenceSequence() {
        assertThat(ecu.ask("86 03 02 01 12 22 01 12")).isEqualTo("C6 03 00 02 01 12 22 01 12");
        assertThat(ecu.ask("86 05 02")).isEqualTo("C6 05 00 02");

        ecu.write(0x0112, "0A");
        assertThat(ecu.afterMillis(50)).containsExactly("62 01 12 0A");
        assertThat(ecu.afterMillis(1000)).isEmpty();

        assertThat(ecu.ask("86 00 02")).isEqualTo("C6 00 00 02");
        ecu.write(0x0112, "0B");
        assertThat(ecu.afterMillis(1000)).isEmpty();
    }

    @Test
    void nothingIsSentBeforeTheStart() {
        ecu.ask("86 03 02 01 12 22 01 12");
        ecu.write(0x0112, "0A");

        assertThat(ecu.afterMillis(1000)).isEmpty();
        assertThat(ecu.ecu.time.scheduled()).isZero();
    }

    @Test
    void theValueAtTheStartIsNoEvent() {
        ecu.ask("86 03 02 01 12 22 01 12");
        ecu.write(0x0112, "0A");
        ecu.ask("86 05 02");

        assertThat(ecu.afterMillis(1000)).isEmpty();
    }

    @Test
    void everyChangeIsAnEvent() {
        ecu.started("86 03 02 01 12 22 01 12");

        for (String value : new String[] {"0A", "0B", "2A", "0A"}) {
            ecu.write(0x0112, value);
            assertThat(ecu.afterMillis(50)).containsExactly("62 01 12 " + value);
        }
    }

    @Test
    void aChangeBackBetweenTwoSamplesIsNotSeen() {
        ecu.started("86 03 02 01 12 22 01 12");
        ecu.write(0x0112, "0A");
        ecu.write(0x0112, "2A");

        assertThat(ecu.afterMillis(1000)).isEmpty();
    }

    @Test
    void aStopForgetsTheValue() {
        ecu.started("86 03 02 01 12 22 01 12");
        ecu.ask("86 00 02");
        ecu.write(0x0112, "0A");
        ecu.ask("86 05 02");
        assertThat(ecu.afterMillis(1000)).isEmpty();

        ecu.write(0x0112, "0B");
        assertThat(ecu.afterMillis(50)).containsExactly("62 01 12 0B");
    }

    @Test
    void startingAgainDoesNotDisturbWhatIsWatched() {
        ecu.started("86 03 02 01 12 22 01 12");
        ecu.write(0x0112, "0A");
        ecu.started("86 03 02 02 00 22 02 00");

        assertThat(ecu.afterMillis(50)).containsExactly("62 01 12 0A");
    }

    @Test
    void anEventMayBeAnsweredWithSomethingElse() {
        ecu.started("86 03 02 01 12 19 82 08");
        ecu.write(0x0112, "0A");

        assertThat(ecu.afterMillis(50)).as("the request as it is").containsExactly("59 82 08");
    }

    @Test
    void looksAsOftenAsConfigured() {
        EventEcu slow = EventEcu.with(ResponseOnEventSettings.builder()
                        .sampleInterval(Duration.ofMillis(500))
                        .build())
                .started("86 03 02 01 12 22 01 12");
        slow.write(0x0112, "0A");

        assertThat(slow.afterMillis(499)).isEmpty();
        assertThat(slow.afterMillis(1)).containsExactly("62 01 12 0A");
    }

    @Test
    void dataThatCannotBeReadAreNoEvent() {
        ecu.started("86 03 02 01 12 22 01 12");
        ecu.ecu.dataIdentifiers().remove(0x0112);

        assertThat(ecu.afterMillis(1000)).isEmpty();
        assertThat(ecu.ecu.time.scheduled()).as("it goes on looking").isEqualTo(1);
    }

    @ParameterizedTest(name = "mask {0}: {1} messages")
    @CsvSource({"01, 1", "08, 0", "2F, 1", "50, 1", "FF, 1", "81, 1"})
    void aStatusChangesInTheBitsOfTheMask(String mask, int messages) {
        ecu.started("86 01 02 " + mask + " 19 02 " + mask);
        ecu.ecu.dtcs().reportTestFailed(CODE);

        assertThat(ecu.afterMillis(50)).hasSize(messages).allMatch(("59 02 " + mask)::equals);
    }

    @Test
    void theAnswerIsThatOfTheServicesOfTheEcu() {
        FakeEcu real = FakeEcu.of(
                EcuDefinition.builder(0x1000)
                        .dtc(DtcDefinition.of(CODE.value()).build())
                        .setting(EVERYTHING)
                        .build(),
                new ResponseOnEvent(),
                new ReadDtcInformation(),
                new ClearDiagnosticInformation());
        real.ask("86 01 02 08 19 02 08");
        real.ask("86 08 02 0D");
        real.ask("86 05 02");
        real.dtcs().reportTestFailed(CODE);
        real.advance(Duration.ofMillis(100));
        assertThat(real.unsolicited).containsExactly("59 02 7F 12 34 56 2F", "59 0D 7F 12 34 56 2F");

        real.unsolicited.clear();
        real.ask("14 FF FF FF");
        real.advance(Duration.ofMillis(100));
        assertThat(real.unsolicited).containsExactly("59 02 7F");
    }

    @Test
    void aStatusThatStaysIsNoEventAndOneThatGoesIs() {
        ecu.ecu.dtcs().reportTestFailed(CODE);
        ecu.started("86 01 02 01 19 02 01");
        ecu.ecu.dtcs().reportTestFailed(CODE);
        assertThat(ecu.afterMillis(100)).isEmpty();

        ecu.ecu.dtcs().reportTestPassed(CODE);
        assertThat(ecu.afterMillis(100)).containsExactly("59 02 01");
    }

    @Test
    void statusesThatChangeTogetherAreOneEvent() {
        ecu.started("86 01 02 01 19 02 01");
        ecu.ecu.dtcs().reportTestFailed(CODE);
        ecu.ecu.dtcs().reportTestFailed(OTHER_CODE);
        assertThat(ecu.afterMillis(100)).containsExactly("59 02 01");

        ecu.ecu.dtcs().clear(0xFF_FFFF);
        assertThat(ecu.afterMillis(100)).containsExactly("59 02 01");
    }

    @Test
    void eventsThatFollowTooSoonWaitAndBecomeOne() {
        ecu.started("86 01 02 01 19 02 01");
        ecu.ecu.dtcs().reportTestFailed(CODE);
        assertThat(ecu.afterMillis(10)).hasSize(1);

        ecu.ecu.dtcs().reportTestPassed(CODE);
        ecu.ecu.dtcs().reportTestFailed(CODE);
        assertThat(ecu.afterMillis(39)).isEmpty();
        assertThat(ecu.afterMillis(1)).hasSize(1);
        assertThat(ecu.afterMillis(1000)).isEmpty();
    }

    @Test
    void aStormIsNoMoreThanOneMessageInEveryInterval() {
        EventEcu limited = EventEcu.with(ResponseOnEventSettings.builder()
                        .messageInterval(Duration.ofMillis(100))
                        .build())
                .started("86 01 02 01 19 02 01");
        int messages = 0;
        for (int i = 0; i < 1000; i++) {
            if (i % 2 == 0) {
                limited.ecu.dtcs().reportTestFailed(CODE);
            } else {
                limited.ecu.dtcs().reportTestPassed(CODE);
            }
            messages += limited.afterMillis(1).size();
        }

        assertThat(messages).isEqualTo(11);
    }

    @ParameterizedTest(name = "rate {0}: {1} in 3 s")
    @CsvSource({"01, 3", "02, 10", "03, 30"})
    void aTimerSendsAgainAndAgain(String rate, int messages) {
        EventEcu all = EventEcu.with(EVERYTHING).started("86 02 02 " + rate + " 22 01 12");

        assertThat(all.after(Duration.ofSeconds(3))).hasSize(messages).allMatch("62 01 12 2A"::equals);
        all.ask("86 00 02");
        assertThat(all.after(Duration.ofSeconds(3))).isEmpty();
        assertThat(all.ecu.time.scheduled()).isZero();
    }

    @Test
    void theMostRecentFailedCode() {
        EventEcu all = EventEcu.with(EVERYTHING).started("86 08 02 0D");
        all.ecu.dtcs().reportTestFailed(CODE);
        assertThat(all.afterMillis(100)).containsExactly("59 0D");

        all.ecu.dtcs().reportTestFailed(CODE);
        all.ecu.dtcs().reportTestPassed(CODE);
        assertThat(all.afterMillis(100)).isEmpty();

        all.ecu.dtcs().reportTestFailed(OTHER_CODE);
        assertThat(all.afterMillis(100)).containsExactly("59 0D");
    }

    @Test
    void theMostRecentConfirmedCode() {
        EventEcu all = EventEcu.with(EVERYTHING).started("86 08 02 0E");
        all.ecu.dtcs().reportTestFailed(CODE);
        assertThat(all.afterMillis(100))
                .as("it is confirmed in the second cycle")
                .isEmpty();

        all.ecu.dtcs().newOperationCycle();
        all.ecu.dtcs().reportTestFailed(CODE);
        assertThat(all.afterMillis(100)).containsExactly("59 0E");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "86 09 02 01 04 01, 59 04 12 34 56 01",
        "86 09 02 01 06 FF, 59 06 12 34 56 FF",
        "86 09 02 01 18 02 07, 59 18 12 34 56 02 07",
        "86 09 02 01 19 02 07, 59 19 12 34 56 02 07"
    })
    void aRecordOfTheCodeThatChanged(String setUp, String message) {
        EventEcu all = EventEcu.with(EVERYTHING).started(setUp);
        all.ecu.dtcs().reportTestFailed(CODE);

        assertThat(all.afterMillis(100)).containsExactly(message);
    }

    @Test
    void recordsOfSeveralCodesAreSentOneAfterTheOther() {
        EventEcu all = EventEcu.with(EVERYTHING).started("86 09 03 01 04 01");
        all.ecu.dtcs().reportTestFailed(OTHER_CODE);
        all.ecu.dtcs().reportTestFailed(CODE);

        assertThat(all.afterMillis(49)).containsExactly("59 04 9A 01 02 01");
        assertThat(all.afterMillis(1)).containsExactly("59 04 12 34 56 01");
        assertThat(all.after(Duration.ofSeconds(10))).containsExactly("C6 09 02 03 01 04 01");
    }

    @ParameterizedTest(name = "window {0} ends after {1} s")
    @CsvSource({"03, 10", "04, 60", "05, 600"})
    void aWindowEndsWithTheNumberOfEvents(String window, int seconds) {
        ecu.started("86 03 " + window + " 01 12 22 01 12");
        ecu.write(0x0112, "0A");
        assertThat(ecu.after(Duration.ofSeconds(1))).hasSize(1);
        ecu.write(0x0112, "0B");

        assertThat(ecu.after(Duration.ofSeconds(seconds - 1).minusMillis(1))).containsExactly("62 01 12 0B");
        assertThat(ecu.afterMillis(1)).containsExactly("C6 03 02 " + window + " 01 12 22 01 12");

        ecu.write(0x0112, "0C");
        assertThat(ecu.after(Duration.ofSeconds(seconds))).isEmpty();
        assertThat(ecu.ask("86 04 02")).isEqualTo("C6 04 00");
        assertThat(ecu.ecu.time.scheduled()).isZero();
    }

    @Test
    void aWindowWithoutEventsEndsWithZero() {
        ecu.started("86 41 03 08 19 02 08");

        assertThat(ecu.after(Duration.ofSeconds(20))).containsExactly("C6 41 00 03 08 19 02 08");
    }

    @Test
    void theNumberOfEventsStaysAt255() {
        ecu.started("86 01 05 01 19 02 01");
        for (int i = 0; i < 150; i++) {
            ecu.ecu.dtcs().reportTestFailed(CODE);
            ecu.afterMillis(50);
            ecu.ecu.dtcs().reportTestPassed(CODE);
            ecu.afterMillis(50);
        }

        assertThat(ecu.after(Duration.ofMinutes(10))).containsExactly("C6 01 FF 05 01 19 02 01");
    }

    @Test
    void anEventAtTheEndOfTheWindowIsSentBeforeTheNumber() {
        ecu.started("86 01 03 01 19 02 01");
        ecu.after(Duration.ofSeconds(10).minusMillis(10));
        ecu.ecu.dtcs().reportTestFailed(CODE);
        ecu.afterMillis(1);
        ecu.ecu.dtcs().reportTestPassed(CODE);

        assertThat(ecu.afterMillis(9)).isEmpty();
        assertThat(ecu.after(Duration.ofSeconds(1))).containsExactly("59 02 01", "C6 01 02 03 01 19 02 01");
    }

    @Test
    void aWindowBeginsAnewWithEveryStart() {
        ecu.started("86 01 03 01 19 02 01");
        ecu.ecu.dtcs().reportTestFailed(CODE);
        ecu.after(Duration.ofSeconds(9));
        ecu.ask("86 00 02");
        assertThat(ecu.after(Duration.ofSeconds(9))).isEmpty();

        ecu.ask("86 05 02");
        assertThat(ecu.after(Duration.ofSeconds(10))).containsExactly("C6 01 00 03 01 19 02 01");
        ecu.ask("86 05 02");
        assertThat(ecu.after(Duration.ofSeconds(10))).containsExactly("C6 01 00 03 01 19 02 01");
    }

    @Test
    void anInfiniteWindowDoesNotEnd() {
        ecu.started("86 01 02 01 19 02 01");
        assertThat(ecu.after(Duration.ofDays(30))).isEmpty();

        ecu.ecu.dtcs().reportTestFailed(CODE);
        assertThat(ecu.afterMillis(50)).containsExactly("59 02 01");
    }

    @Test
    void aNegativeAnswerIsNotSentButCounted() {
        ecu.started("86 03 03 01 12 31 01 02 03");
        ecu.write(0x0112, "0A");
        ecu.afterMillis(50);
        ecu.routine.complete(ROUTINE.negativeResponse(Nrc.CONDITIONS_NOT_CORRECT));

        assertThat(ecu.ecu.unsolicited).isEmpty();
        assertThat(ecu.after(Duration.ofSeconds(10))).containsExactly("C6 03 01 03 01 12 31 01 02 03");
    }

    @Test
    void aServiceThatTakesLongIsAskedOnceAtATime() {
        ecu.started("86 03 03 01 12 31 01 02 03");
        ecu.write(0x0112, "0A");
        ecu.after(Duration.ofSeconds(1));
        for (String value : new String[] {"0B", "0C", "0D"}) {
            ecu.write(0x0112, value);
            assertThat(ecu.after(Duration.ofSeconds(1))).isEmpty();
        }
        CompletableFuture<UdsResult> first = ecu.routine;
        ecu.routine = new CompletableFuture<>();

        first.complete(ROUTINE.positiveResponse(0x01, 0x02, 0x03));
        assertThat(ecu.ecu.unsolicited).containsExactly("71 01 02 03");
        assertThat(ecu.after(Duration.ofSeconds(1))).isEmpty();
        ecu.routine.complete(ROUTINE.positiveResponse(0x01, 0x02, 0x03));
        assertThat(ecu.ecu.unsolicited).containsExactly("71 01 02 03");
        assertThat(ecu.after(Duration.ofSeconds(10))).containsExactly("C6 03 02 03 01 12 31 01 02 03");
    }

    @ParameterizedTest(name = "{0} while the answer is made")
    @ValueSource(strings = {"86 00 02", "86 06 02"})
    void nothingIsSentAfterAStop(String request) {
        ecu.started("86 03 03 01 12 31 01 02 03");
        ecu.write(0x0112, "0A");
        ecu.afterMillis(50);
        ecu.ask(request);
        ecu.routine.complete(ROUTINE.positiveResponse(0x01, 0x02, 0x03));

        assertThat(ecu.ecu.unsolicited).isEmpty();
        assertThat(ecu.after(Duration.ofMinutes(1))).isEmpty();
        assertThat(ecu.ecu.time.scheduled()).isZero();
    }

    @Test
    void theNumberWaitsForTheLastAnswer() {
        ecu.started("86 03 03 01 12 31 01 02 03");
        ecu.write(0x0112, "0A");
        assertThat(ecu.after(Duration.ofSeconds(20))).isEmpty();

        ecu.routine.complete(ROUTINE.positiveResponse(0x01, 0x02, 0x03));
        assertThat(ecu.ecu.unsolicited).containsExactly("71 01 02 03", "C6 03 01 03 01 12 31 01 02 03");
    }

    @Test
    void aRequestThatCannotBeHandledIsLeftOut() {
        ecu.started("86 03 03 01 12 31 01 02 03");
        ecu.write(0x0112, "0A");
        ecu.afterMillis(50);
        ecu.routine.completeExceptionally(new NegativeResponseException(Nrc.BUSY_REPEAT_REQUEST));

        assertThat(ecu.after(Duration.ofSeconds(10))).containsExactly("C6 03 01 03 01 12 31 01 02 03");
    }
}
