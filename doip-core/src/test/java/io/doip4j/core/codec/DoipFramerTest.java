package io.doip4j.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DoipFramer.Event;
import io.doip4j.core.codec.FramerRun.Found;
import io.doip4j.core.message.AliveCheckResponse;
import io.doip4j.core.message.DiagnosticMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a stream is cut into messages. */
class DoipFramerTest {
    static final Bytes ALIVE = Bytes.hex("03 FC 00 08 00 00 00 02 0E 80");
    private static final Bytes DIAGNOSTIC = Bytes.hex("02 FD 80 01 00 00 00 07 0E 80 10 00 22 F1 90");
    private static final Bytes ACTIVATION = Bytes.hex("03 FC 00 05 00 00 00 07 0E 80 00 00 00 00 00");

    private final DoipFramer framer = new DoipFramer(entity(4096));

    static HeaderRules entity(int maxPayload) {
        return HeaderRules.entityTcp(Set.of(ProtocolVersion.ISO_2012, ProtocolVersion.ISO_2019), maxPayload);
    }

    @Test
    void emptyInputGivesNothing() {
        assertThat(framer.next(ByteBuffer.allocate(0))).isEqualTo(Event.NEED_INPUT);
        assertThat(framer.isInsideMessage()).isFalse();
    }

    // T47
    @Test
    void headerMaySplitAfterThreeBytes() {
        ByteBuffer first = DIAGNOSTIC.slice(0, 3).asBuffer();
        ByteBuffer second = DIAGNOSTIC.slice(3, 5).asBuffer();
        ByteBuffer payload = DIAGNOSTIC.from(8).asBuffer();

        assertThat(framer.next(first)).isEqualTo(Event.NEED_INPUT);
        assertThat(framer.isInsideMessage()).isTrue();
        assertThat(framer.next(second)).isEqualTo(Event.NEED_INPUT);
        assertThat(framer.isInsideMessage()).isTrue();
        assertThat(framer.next(payload)).isEqualTo(Event.MESSAGE);
        assertThat(framer.isInsideMessage()).isFalse();
        assertThat(framer.message())
                .isEqualTo(new DiagnosticMessage(
                        LogicalAddress.of(0x0E80), LogicalAddress.of(0x1000), Bytes.hex("22 F1 90")));
        assertThat(framer.version()).isEqualTo(ProtocolVersion.ISO_2012);
    }

    // T46
    @Test
    void severalMessagesInOneBufferComeInOrder() {
        Bytes stream = ACTIVATION.plus(DIAGNOSTIC).plus(ALIVE);

        assertThat(FramerRun.feed(framer, stream))
                .containsExactly(Found.message(ACTIVATION), Found.message(DIAGNOSTIC), Found.message(ALIVE));
    }

    @Test
    void oneCallTakesOneMessage() {
        ByteBuffer input = ALIVE.plus(ALIVE).asBuffer();

        assertThat(framer.next(input)).isEqualTo(Event.MESSAGE);
        assertThat(input.position()).isEqualTo(ALIVE.length());
        assertThat(framer.next(input)).isEqualTo(Event.MESSAGE);
        assertThat(framer.next(input)).isEqualTo(Event.NEED_INPUT);
    }

    @Test
    void byteOrderOfTheInputDoesNotMatter() {
        for (int at = 0; at <= DIAGNOSTIC.length(); at++) {
            DoipFramer fresh = new DoipFramer(entity(4096));
            ByteBuffer first = DIAGNOSTIC.slice(0, at).asBuffer().order(ByteOrder.LITTLE_ENDIAN);
            ByteBuffer rest = DIAGNOSTIC.from(at).plus(ALIVE).asBuffer().order(ByteOrder.LITTLE_ENDIAN);

            if (fresh.next(first) == Event.NEED_INPUT) {
                assertThat(fresh.next(rest)).isEqualTo(Event.MESSAGE);
            }
            assertThat(DoipEncoder.encode(fresh.version(), fresh.message())).isEqualTo(DIAGNOSTIC);
            assertThat(fresh.next(rest)).isEqualTo(Event.MESSAGE);
            assertThat(fresh.message()).isEqualTo(new AliveCheckResponse(LogicalAddress.of(0x0E80)));
        }
    }

    @Test
    void directBufferInTheMiddleIsReadUpToItsLimit() {
        ByteBuffer direct = ByteBuffer.allocateDirect(64).position(7);
        ALIVE.writeTo(direct);
        direct.limit(direct.position()).position(7);

        assertThat(framer.next(direct)).isEqualTo(Event.MESSAGE);
        assertThat(framer.next(direct)).isEqualTo(Event.NEED_INPUT);
        assertThat(direct.position()).isEqualTo(7 + ALIVE.length());
    }

    @Test
    void messageKeepsItsBytesWhenTheBufferIsUsedAgain() {
        ByteBuffer buffer = ByteBuffer.wrap(DIAGNOSTIC.toArray());
        framer.next(buffer);
        DiagnosticMessage message = (DiagnosticMessage) framer.message();
        buffer.clear().put(new byte[DIAGNOSTIC.length()]);

        assertThat(message.userData()).isEqualTo(Bytes.hex("22 F1 90"));
    }

    @Test
    void messageAndViolationBelongToTheLastCallOnly() {
        assertThatIllegalStateException().isThrownBy(framer::message);
        assertThatIllegalStateException().isThrownBy(framer::violation);
        ByteBuffer input = ALIVE.plus(Bytes.hex("03 FC 40 01 00 00 00 00")).asBuffer();

        assertThat(framer.next(input)).isEqualTo(Event.MESSAGE);
        assertThatIllegalStateException().isThrownBy(framer::violation);
        assertThat(framer.next(input)).isEqualTo(Event.VIOLATION);
        assertThatIllegalStateException().isThrownBy(framer::message);
        assertThat(framer.next(input)).isEqualTo(Event.NEED_INPUT);
        assertThatIllegalStateException().isThrownBy(framer::message);
        assertThatIllegalStateException().isThrownBy(framer::violation);
    }

    @Test
    void versionIsThatOfTheLastHeaderAlsoWhenTheNextHasBegun() {
        framer.next(DIAGNOSTIC.asBuffer());
        framer.next(ALIVE.slice(0, 3).asBuffer());

        assertThat(framer.version()).isEqualTo(ProtocolVersion.ISO_2012);

        framer.next(ALIVE.from(3).asBuffer());
        assertThat(framer.version()).isEqualTo(ProtocolVersion.ISO_2019);
    }

    @Test
    void newRulesBeginWithTheNextHeader() {
        Bytes status = Bytes.hex("03 FC 80 01 00 00 00 05 0E 80 10 00 3E");
        ByteBuffer begun = status.slice(0, 9).asBuffer();
        framer.next(begun);

        framer.rules(entity(4));

        assertThat(FramerRun.feed(framer, status.from(9))).containsExactly(Found.message(status));
        assertThat(FramerRun.feed(framer, status)).containsExactly(Found.violation(2, status.slice(0, 8)));
        framer.rules(entity(5));
        assertThat(FramerRun.feed(framer, status)).containsExactly(Found.message(status));
    }

    @Test
    void newRulesApplyToAHeaderThatHasBegun() {
        FramerRun.feed(framer, DIAGNOSTIC.slice(0, 7));
        framer.rules(entity(6));

        assertThat(FramerRun.feed(framer, DIAGNOSTIC.from(7)))
                .containsExactly(Found.violation(2, DIAGNOSTIC.slice(0, 8)));
    }
}
