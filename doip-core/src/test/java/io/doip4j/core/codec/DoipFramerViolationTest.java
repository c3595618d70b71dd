package io.doip4j.core.codec;

import static io.doip4j.core.codec.DoipFramerTest.ALIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.codec.DoipFramer.Event;
import io.doip4j.core.codec.FramerRun.Found;
import io.doip4j.core.message.GenericNack;
import io.doip4j.core.message.GenericNackCode;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What happens after a header that breaks a rule (generic header handler, ISO 13400-2). */
class DoipFramerViolationTest {
    private static final Bytes UNKNOWN = Bytes.hex("03 FC 40 01 00 00 00 03 AA BB CC");
    private static final Bytes LARGE = Bytes.hex("03 FC 80 01 00 00 00 0B 01 02 03 04 05 06 07 08 09 0A 0B");
    private static final Bytes BROKEN_PATTERN = Bytes.hex("03 FD 00 08 00 00 00 02 0E 80");
    private static final Bytes WRONG_LENGTH = Bytes.hex("03 FC 00 08 00 00 00 01 0E");

    private final DoipFramer framer = new DoipFramer(DoipFramerTest.entity(10));

    @Test
    void answerIsKnownFromTheHeaderAlone() {
        for (Bytes message : new Bytes[] {UNKNOWN, LARGE, BROKEN_PATTERN, WRONG_LENGTH}) {
            DoipFramer fresh = new DoipFramer(DoipFramerTest.entity(10));
            assertThat(fresh.next(message.slice(0, 7).asBuffer())).isEqualTo(Event.NEED_INPUT);
            assertThat(fresh.next(message.slice(7, 1).asBuffer())).isEqualTo(Event.VIOLATION);
        }
    }

    // T36, T38
    @Test
    void refusedMessagesAreSkippedByTheirLength() {
        Bytes stream = UNKNOWN.plus(ALIVE).plus(LARGE).plus(LARGE).plus(ALIVE);

        assertThat(FramerRun.feed(framer, FramerRun.singleBytes(stream)))
                .containsExactly(
                        Found.violation(1, UNKNOWN.slice(0, 8)),
                        Found.message(ALIVE),
                        Found.violation(2, LARGE.slice(0, 8)),
                        Found.violation(2, LARGE.slice(0, 8)),
                        Found.message(ALIVE));
    }

    @Test
    void skippingIsInsideAMessage() {
        framer.next(UNKNOWN.slice(0, 8).asBuffer());
        assertThat(framer.isInsideMessage()).isTrue();
        framer.next(UNKNOWN.slice(8, 2).asBuffer());
        assertThat(framer.isInsideMessage()).isTrue();
        framer.next(UNKNOWN.slice(10, 1).asBuffer());
        assertThat(framer.isInsideMessage()).isFalse();
    }

    // T33, T41..T43
    @Test
    void nothingIsReadAfterAClosingViolation() {
        for (Bytes closing : new Bytes[] {BROKEN_PATTERN, WRONG_LENGTH}) {
            DoipFramer fresh = new DoipFramer(DoipFramerTest.entity(10));
            ByteBuffer input = closing.plus(ALIVE).plus(BROKEN_PATTERN).asBuffer();

            assertThat(fresh.next(input)).isEqualTo(Event.VIOLATION);
            assertThat(fresh.violation().closesSocket()).isTrue();
            assertThat(fresh.next(input)).isEqualTo(Event.NEED_INPUT);
            assertThat(input.hasRemaining()).as("the rest is dropped").isFalse();
            assertThat(FramerRun.feed(fresh, ALIVE)).isEmpty();
            assertThat(fresh.isInsideMessage()).isFalse();
        }
    }

    @Test
    void violationCarriesHeaderAndAnswer() {
        framer.next(LARGE.asBuffer());
        HeaderViolation violation = framer.violation();

        assertThat(violation.code()).isEqualTo(GenericNackCode.MESSAGE_TOO_LARGE);
        assertThat(violation.answer()).isEqualTo(new GenericNack(GenericNackCode.MESSAGE_TOO_LARGE));
        assertThat(violation.closesSocket()).isFalse();
        assertThat(FramerRun.headerBytes(violation.header())).isEqualTo(LARGE.slice(0, 8));
    }

    // T48: also one whose length is not that of a NACK, and one that is larger than the maximum.
    @Test
    void ignoredMessagesLeaveNoTrace() {
        Bytes nack = Bytes.hex("03 FC 00 00 00 00 00 01 01");
        Bytes empty = Bytes.hex("03 FC 00 00 00 00 00 00");
        Bytes large = Bytes.hex("03 FC 00 00 00 00 00 0B 01 02 03 04 05 06 07 08 09 0A 0B");
        Bytes stream = nack.plus(ALIVE).plus(empty).plus(large).plus(ALIVE);

        assertThat(FramerRun.feed(framer, stream)).containsExactly(Found.message(ALIVE), Found.message(ALIVE));
        DoipFramer slow = new DoipFramer(DoipFramerTest.entity(10));
        assertThat(FramerRun.feed(slow, FramerRun.singleBytes(stream)))
                .containsExactly(Found.message(ALIVE), Found.message(ALIVE));
    }

    // T40
    @Test
    void messageIsRefusedWhileMemoryIsShortAndTakenLater() {
        boolean[] enough = {false};
        framer.rules(DoipFramerTest.entity(10).withMemory(length -> enough[0]));

        assertThat(FramerRun.feed(framer, ALIVE)).containsExactly(Found.violation(3, ALIVE.slice(0, 8)));
        enough[0] = true;
        assertThat(FramerRun.feed(framer, ALIVE)).containsExactly(Found.message(ALIVE));
    }
}
