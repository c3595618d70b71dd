package io.doip4j.uds.services.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.Access;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Data that answer later, alone and among others. */
class ReadDataByIdentifierLaterTest {
    private final FakeRecord now = new FakeRecord(0x0001, "AA");
    private final FakeRecord first = FakeRecord.later(0x0130);
    private final FakeRecord second = FakeRecord.later(0x0131);
    private final FakeRecord locked = FakeRecord.later(0x0132).access(Access.securityLevel(1));
    private final FakeEcu ecu = FakeEcu.of(
            EcuDefinition.builder(0x1000)
                    .data(any -> now)
                    .data(any -> first)
                    .data(any -> second)
                    .data(any -> locked)
                    .maxResponseLength(20)
                    .build(),
            new ReadDataByIdentifier());

    private CompletableFuture<Optional<UdsResponse>> begin(String requestHex) {
        return ecu.dispatch(new UdsRequest(Bytes.hex(requestHex)), ecu.exchange())
                .toCompletableFuture();
    }

    private static String hex(CompletableFuture<Optional<UdsResponse>> answer) {
        return answer.join().orElseThrow().message().toHex();
    }

    @Test
    void oneAnswersWhenItsDataAreThere() {
        var answer = begin("22 01 30");

        assertThat(answer).isNotDone();
        first.answer(0, "11 22");
        assertThat(hex(answer)).isEqualTo("62 01 30 11 22");
    }

    @Test
    void oneIsRefusedLater() {
        var answer = begin("22 01 30");

        first.refuse(0, Nrc.REQUEST_OUT_OF_RANGE);
        assertThat(hex(answer)).isEqualTo("7F 22 31");
    }

    @Test
    void orderIsThatOfTheRequestWhicheverComesFirst() {
        var answer = begin("22 01 31 00 01 01 30 AA AA");

        first.answer(0, "11");
        assertThat(answer).isNotDone();
        second.answer(0, "22 22");
        assertThat(hex(answer)).isEqualTo("62 01 31 22 22 00 01 AA 01 30 11");
    }

    @Test
    void duplicatesAreReadTwice() {
        var answer = begin("22 01 30 01 30");

        first.answer(1, "02");
        first.answer(0, "01");
        assertThat(hex(answer)).isEqualTo("62 01 30 01 01 30 02");
    }

    @Test
    void oneRefusalRefusesAllOnceNothingIsBeingRead() {
        var answer = begin("22 01 30 01 31");

        second.refuse(0, Nrc.CONDITIONS_NOT_CORRECT);
        assertThat(answer).isNotDone();
        first.answer(0, "11");
        assertThat(hex(answer)).isEqualTo("7F 22 22");
    }

    @Test
    void theFirstRefusalInTheOrderOfTheRequestCounts() {
        var answer = begin("22 01 30 01 31");

        second.refuse(0, Nrc.CONDITIONS_NOT_CORRECT);
        first.refuse(0, Nrc.VOLTAGE_TOO_LOW);
        assertThat(hex(answer)).isEqualTo("7F 22 93");
    }

    @Test
    void oneThatRefusesAtOnceWaitsForTheOthers() {
        now.refusal = Nrc.CONDITIONS_NOT_CORRECT;
        var answer = begin("22 00 01 01 30");

        assertThat(answer).isNotDone();
        first.answer(0, "11");
        assertThat(hex(answer)).isEqualTo("7F 22 22");
    }

    @Test
    void accessIsCheckedBeforeAnythingIsRead() {
        assertThat(ecu.ask("22 01 30 01 32")).isEqualTo("7F 22 33");
        assertThat(first.reads).isEmpty();
    }

    @Test
    void tooLongIsRefusedWhenTheLengthIsKnown() {
        var answer = begin("22 01 30 00 01");

        first.answer(0, "11 ".repeat(15));
        assertThat(hex(answer)).isEqualTo("7F 22 14");
    }

    @Test
    void aFaultIsLeftToTheEngine() {
        var answer = begin("22 01 30");

        first.reads.get(0).completeExceptionally(new IllegalStateException("broken"));
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(answer::join)
                .havingRootCause()
                .withMessage("broken");
    }
}
