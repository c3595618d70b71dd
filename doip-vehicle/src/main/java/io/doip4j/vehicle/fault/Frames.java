package io.doip4j.vehicle.fault;

import io.doip4j.core.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Changes the bytes of encoded messages. */
final class Frames {
    static final int HEADER_LENGTH = 8;
    private static final int INVERSE_AT = 1;
    private static final int TYPE_AT = 2;
    private static final int LENGTH_AT = 4;
    private static final long LARGEST_LENGTH = 0xFFFF_FFFFL;

    private Frames() {}

    /** Another version and its complement. */
    static Bytes withVersion(Bytes frame, int version) {
        return with(frame, 0, Bytes.of(version, version ^ 0xFF));
    }

    /** A second byte that is not the complement of the first. */
    static Bytes withWrongInverse(Bytes frame) {
        return with(frame, INVERSE_AT, Bytes.of(frame.u8(INVERSE_AT) ^ 0x01));
    }

    static Bytes withType(Bytes frame, int type) {
        return with(frame, TYPE_AT, Bytes.of(type >> 8, type & 0xFF));
    }

    /** A length that is larger or smaller, if the field can hold it. */
    static Bytes withLengthChanged(Bytes frame, long difference) {
        long length = Math.max(0, Math.min(LARGEST_LENGTH, frame.u32(LENGTH_AT) + difference));
        return with(frame, LENGTH_AT, u32(length));
    }

    private static Bytes u32(long value) {
        return Bytes.of((int) (value >> 24), (int) (value >> 16) & 0xFF, (int) (value >> 8) & 0xFF, (int) value & 0xFF);
    }

    /** The same type with another payload, and the length that it has. */
    static Bytes withPayload(Bytes frame, Bytes payload) {
        return frame.slice(0, LENGTH_AT).plus(u32(payload.length())).plus(payload);
    }

    static Bytes payload(Bytes frame) {
        return frame.from(HEADER_LENGTH);
    }

    /** The first bytes, at most as many as there are. */
    static Bytes first(Bytes bytes, int count) {
        return bytes.slice(0, Math.min(count, bytes.length()));
    }

    private static Bytes with(Bytes bytes, int at, Bytes part) {
        return bytes.slice(0, at).plus(part).plus(bytes.from(at + part.length()));
    }

    /** The bytes in so many parts, or as many as there are bytes, of nearly the same size. */
    static List<Bytes> parts(Bytes bytes, int number) {
        int count = Math.min(number, bytes.length());
        List<Bytes> parts = new ArrayList<>(count);
        int from = 0;
        for (int i = 1; i <= count; i++) {
            int end = (int) ((long) bytes.length() * i / count);
            parts.add(bytes.slice(from, end - from));
            from = end;
        }
        return parts;
    }
}
