package io.doip4j.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.FramerRun.Found;
import io.doip4j.core.message.AliveCheckResponse;
import io.doip4j.core.message.DoipMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every golden vector through the framer, the datagram reader and the encoder. */
class GoldenVectorsTest {
    private static final String VECTORS = "io.doip4j.core.codec.GoldenVector#";
    private static final int LONGEST_SENT_IN_FULL = 4_000_000;
    private static final Bytes NEXT =
            DoipEncoder.encode(ProtocolVersion.ISO_2012, new AliveCheckResponse(LogicalAddress.of(0x0E80)));

    @ParameterizedTest
    @MethodSource(VECTORS + "all")
    void fieldsAreTheBytes(GoldenVector vector) {
        int at = 0;
        for (GoldenVector.Field field : vector.fields()) {
            assertThat(field.offset()).as(field.name()).isEqualTo(at);
            assertThat(field.bytes()).as(field.name()).isEqualTo(vector.bytes().slice(at, field.length()));
            at += field.length();
        }
        assertThat(at).isEqualTo(vector.bytes().length());
    }

    @ParameterizedTest
    @MethodSource(VECTORS + "messages")
    void messageIsDecodedAndEncodedAgain(GoldenVector vector) {
        DoipMessage message =
                DoipMessage.read(vector.bytes().u16(2), vector.bytes().from(DoipHeader.LENGTH));

        assertThat(message.type().value()).isEqualTo(vector.expectedNumber());
        assertThat(MessageValues.of(message)).isEqualTo(vector.values());
        ProtocolVersion version = ProtocolVersion.of(vector.bytes().u8(0));
        assertThat(DoipEncoder.encodedLength(message)).isEqualTo(vector.bytes().length());
        assertThat(DoipEncoder.encode(version, message)).isEqualTo(vector.bytes());
    }

    // T45, T47: the result does not depend on how TCP cuts the stream.
    @ParameterizedTest
    @MethodSource(VECTORS + "framable")
    void framerFindsTheSameHoweverTheStreamIsSplit(GoldenVector vector) {
        Bytes bytes = vector.bytes();

        for (int at = 0; at <= bytes.length(); at++) {
            check(vector, FramerRun.splitAt(bytes, at));
        }
        check(vector, FramerRun.singleBytes(bytes));
    }

    private static void check(GoldenVector vector, Bytes... chunks) {
        DoipFramer framer = new DoipFramer(vector.rules());
        assertThat(FramerRun.feed(framer, chunks)).isEqualTo(expected(vector));
        if (!vector.isUdp()) {
            checkWhatFollows(vector, framer);
        }
    }

    private static void checkWhatFollows(GoldenVector vector, DoipFramer framer) {
        String afterwards =
                vector.expectation().equals("ignored") || vector.expectsMessage() ? "keep" : vector.afterwards();
        if (afterwards.equals("close")) {
            assertThat(FramerRun.feed(framer, NEXT))
                    .as("after a closing violation")
                    .isEmpty();
            assertThat(framer.isInsideMessage()).isFalse();
        } else if (afterwards.equals("keep")) {
            long missing =
                    vector.announced() + DoipHeader.LENGTH - vector.bytes().length();
            assertThat(framer.isInsideMessage()).isEqualTo(missing > 0);
            if (missing <= LONGEST_SENT_IN_FULL) {
                assertThat(FramerRun.feed(framer, Bytes.wrap(new byte[(int) missing]), NEXT))
                        .as("the next message")
                        .containsExactly(Found.message(NEXT));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(VECTORS + "datagrams")
    void datagramIsReadFromAnyKindOfBuffer(GoldenVector vector) {
        Bytes bytes = vector.bytes();
        ByteBuffer inTheMiddle = ByteBuffer.allocateDirect(bytes.length() + 12);
        bytes.writeTo(inTheMiddle.position(5));
        inTheMiddle.flip().position(5);

        for (ByteBuffer datagram :
                List.of(bytes.asBuffer(), bytes.asBuffer().order(ByteOrder.LITTLE_ENDIAN), inTheMiddle)) {
            DatagramResult result = new DatagramReader(vector.rules()).read(datagram);
            assertThat(datagram.remaining()).isZero();
            check(vector, result);
        }
    }

    private static void check(GoldenVector vector, DatagramResult result) {
        List<Found> found = new ArrayList<>();
        if (result instanceof DatagramResult.Message read) {
            found.add(Found.message(DoipEncoder.encode(read.version(), read.message())));
            assertThat(MessageValues.of(read.message())).isEqualTo(vector.values());
        } else if (result instanceof DatagramResult.Refused refused) {
            HeaderViolation violation = refused.violation();
            found.add(Found.violation(violation.code().value(), FramerRun.headerBytes(violation.header())));
            assertThat(violation.answer().code()).isEqualTo(violation.code());
        }
        assertThat(found).isEqualTo(expected(vector));
    }

    private static List<Found> expected(GoldenVector vector) {
        return switch (vector.expectation()) {
            case "message" -> List.of(Found.message(vector.bytes()));
            case "nack", "refused" ->
                List.of(Found.violation(vector.expectedNumber(), vector.bytes().slice(0, DoipHeader.LENGTH)));
            default -> List.of();
        };
    }
}
