package io.doip4j.server.internal.protocol;

import io.doip4j.core.Bytes;

/** DoIP messages as bytes, put together by hand. */
final class Wire {
    static final int A = 0x0E80;
    static final int B = 0x0E81;
    static final int C = 0x0E82;
    static final int D = 0x0E83;
    static final int ENTITY = 0x1000;
    static final int FUNCTIONAL = 0xE400;

    static final Bytes ALIVE_CHECK = message(0x0007, "");

    private Wire() {}

    static Bytes message(int type, String payload) {
        return message(0x03, type, Bytes.hex(payload));
    }

    static Bytes message(int version, int type, Bytes payload) {
        return header(version, version ^ 0xFF, type, payload.length()).plus(payload);
    }

    static Bytes header(int version, int inverse, int type, long length) {
        return Bytes.of(version, inverse, type >> 8, type & 0xFF, (int) (length >> 24), (int) (length >> 16) & 0xFF)
                .plus(u16((int) length & 0xFFFF));
    }

    static Bytes u16(int value) {
        return Bytes.of(value >> 8, value & 0xFF);
    }

    static Bytes activation(int source) {
        return activation(source, 0x00);
    }

    static Bytes activation(int source, int type) {
        return message(0x03, 0x0005, u16(source).plus(Bytes.of(type, 0, 0, 0, 0)));
    }

    static Bytes activationResponse(int source, int code) {
        return message(0x03, 0x0006, u16(source).plus(u16(ENTITY)).plus(Bytes.of(code, 0, 0, 0, 0)));
    }

    static Bytes alive(int source) {
        return message(0x03, 0x0008, u16(source));
    }

    static Bytes diagnostic(int source, int target, String data) {
        return diagnostic(source, target, Bytes.hex(data));
    }

    static Bytes diagnostic(int source, int target, Bytes data) {
        return message(0x03, 0x8001, u16(source).plus(u16(target)).plus(data));
    }

    /** The positive acknowledge of a message from source to target. */
    static Bytes ack(int source, int target) {
        return ack(source, target, "");
    }

    static Bytes ack(int source, int target, String echo) {
        return message(
                0x03, 0x8002, u16(target).plus(u16(source)).plus(Bytes.of(0)).plus(Bytes.hex(echo)));
    }

    /** The negative acknowledge of a message from source to target. */
    static Bytes nack(int source, int target, int code) {
        return nack(source, target, code, "");
    }

    static Bytes nack(int source, int target, int code, String echo) {
        return message(
                0x03, 0x8003, u16(target).plus(u16(source)).plus(Bytes.of(code)).plus(Bytes.hex(echo)));
    }

    static Bytes headerNack(int code) {
        return headerNack(0x03, code);
    }

    static Bytes headerNack(int version, int code) {
        return message(version, 0x0000, Bytes.of(code));
    }

    static Bytes zeros(int length) {
        return Bytes.wrap(new byte[length]);
    }
}
