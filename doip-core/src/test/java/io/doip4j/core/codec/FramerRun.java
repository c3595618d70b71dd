package io.doip4j.core.codec;

import io.doip4j.core.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Feeds a framer and notes what it found. */
final class FramerRun {
    /**
     * What was found.
     *
     * @param what {@code message} or {@code nack 0x04}
     * @param bytes a message in full, written again by the encoder; of a violation the header
     */
    record Found(String what, Bytes bytes) {
        static Found message(Bytes whole) {
            return new Found("message", whole);
        }

        static Found violation(int code, Bytes header) {
            return new Found(String.format("nack 0x%02X", code), header);
        }
    }

    private FramerRun() {}

    static List<Found> feed(DoipFramer framer, Bytes... chunks) {
        List<Found> found = new ArrayList<>();
        for (Bytes chunk : chunks) {
            ByteBuffer input = chunk.asBuffer();
            DoipFramer.Event event = framer.next(input);
            while (event != DoipFramer.Event.NEED_INPUT) {
                found.add(
                        event == DoipFramer.Event.MESSAGE
                                ? Found.message(DoipEncoder.encode(framer.version(), framer.message()))
                                : violation(framer.violation()));
                event = framer.next(input);
            }
            if (input.hasRemaining()) {
                throw new AssertionError("the framer asked for input and left " + input.remaining() + " bytes");
            }
        }
        return found;
    }

    private static Found violation(HeaderViolation violation) {
        return Found.violation(violation.code().value(), headerBytes(violation.header()));
    }

    static Bytes headerBytes(DoipHeader header) {
        ByteBuffer bytes = ByteBuffer.allocate(DoipHeader.LENGTH);
        bytes.put((byte) header.version().value()).put((byte) header.inverseVersion());
        bytes.putShort((short) header.type().value()).putInt((int) header.payloadLength());
        return Bytes.wrap(bytes.array());
    }

    static Bytes[] splitAt(Bytes bytes, int at) {
        return new Bytes[] {bytes.slice(0, at), bytes.from(at)};
    }

    static Bytes[] singleBytes(Bytes bytes) {
        Bytes[] chunks = new Bytes[bytes.length()];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = bytes.slice(i, 1);
        }
        return chunks;
    }

    static Bytes[] randomChunks(Bytes bytes, Random random) {
        List<Bytes> chunks = new ArrayList<>();
        int at = 0;
        while (at < bytes.length()) {
            int longest = random.nextBoolean() ? 4 : bytes.length();
            int count = Math.min(bytes.length() - at, random.nextInt(longest + 1));
            chunks.add(bytes.slice(at, count));
            at += count;
        }
        return chunks.toArray(new Bytes[0]);
    }
}
