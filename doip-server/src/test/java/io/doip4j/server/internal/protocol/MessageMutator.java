package io.doip4j.server.internal.protocol;

import io.doip4j.core.Bytes;
import java.util.List;
import java.util.Random;

/** Makes wrong messages out of right ones. The same seed makes the same. */
final class MessageMutator {
    private static final List<byte[]> STREAM = arrays(
            Wire.activation(Wire.A),
            Wire.activation(Wire.B),
            Wire.activation(Wire.C, 0x01),
            Wire.activation(Wire.D),
            Wire.message(0x02, 0x0005, Bytes.hex("0E 81 01 00 00 00 00 DE AD BE EF")),
            Wire.diagnostic(Wire.A, Wire.ENTITY, "22 F1 90"),
            Wire.diagnostic(Wire.A, Wire.ENTITY, "10 03"),
            Wire.diagnostic(Wire.B, Wire.ENTITY, "3E 80"),
            Wire.diagnostic(Wire.B, Wire.ENTITY, "11 01"),
            Wire.diagnostic(Wire.C, Wire.FUNCTIONAL, "22 F1 86"),
            Wire.diagnostic(Wire.D, 0x1001, "22 F1 86 F1 90"),
            Wire.diagnostic(Wire.A, 0x2000, "3E 00"),
            Wire.alive(Wire.A),
            Wire.alive(Wire.B),
            Wire.alive(Wire.C),
            Wire.message(0x0000, "01"),
            Wire.message(0x0007, ""),
            Wire.message(0x4001, ""),
            Wire.header(3, 0xFC, 0x8001, 0xFFFF_FFFFL));
    private static final List<byte[]> DATAGRAMS = arrays(
            Bytes.hex("FF 00 00 01 00 00 00 00"),
            Wire.message(0x0001, ""),
            Wire.message(0x0002, "00 11 22 33 44 55"),
            Wire.message(0x0003, "57 56 57 5A 5A 5A 31 4B 5A 41 57 30 30 30 30 30 31"),
            Wire.message(0x02, 0x4001, Bytes.EMPTY),
            Wire.message(0x4001, ""),
            Wire.message(0x4003, ""),
            Wire.message(0x0000, "01"),
            Wire.message(0x4004, "01"),
            Wire.activation(Wire.A));
    private static final int[] TYPES = {
        0x0000, 0x0001, 0x0002, 0x0004, 0x0005, 0x0006, 0x0007, 0x0008, 0x0009, 0x4001, 0x4002, 0x8001, 0x8002, 0xF000
    };
    private static final int LARGEST_NOISE = 5000;

    private final Random random;

    MessageMutator(Random random) {
        this.random = random;
    }

    private static List<byte[]> arrays(Bytes... messages) {
        return List.of(messages).stream().map(Bytes::toArray).toList();
    }

    /** A message of a tester, with up to three mistakes. */
    byte[] message() {
        return mutated(STREAM.get(random.nextInt(STREAM.size())));
    }

    byte[] datagram() {
        return mutated(DATAGRAMS.get(random.nextInt(DATAGRAMS.size())));
    }

    private byte[] mutated(byte[] original) {
        byte[] bytes = original;
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes = mutatedOnce(bytes);
        }
        return bytes;
    }

    private byte[] mutatedOnce(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(12)) {
            case 0, 1 -> replaced(bytes, at, bytes[at] ^ (1 << random.nextInt(8)));
            case 2, 3 -> replaced(bytes, Math.max(at, Math.min(8, bytes.length - 1)), random.nextInt(0x100));
            case 4 -> spliced(bytes, 0, at, new byte[0], bytes.length);
            case 5 -> spliced(bytes, 0, at, noise(), at);
            case 6 -> spliced(bytes, 0, bytes.length, bytes, bytes.length);
            case 7 -> spliced(bytes, at, at, new byte[0], at);
            case 8, 9 -> withType(bytes, TYPES[random.nextInt(TYPES.length)]);
            case 10 -> bytes.length < 8 ? bytes : replaced(bytes, 7, random.nextInt(20));
            default -> bytes;
        };
    }

    private static byte[] replaced(byte[] bytes, int at, int value) {
        byte[] copy = bytes.clone();
        copy[at] = (byte) value;
        return copy;
    }

    private static byte[] withType(byte[] bytes, int type) {
        return bytes.length < 4 ? bytes : replaced(replaced(bytes, 2, type >> 8), 3, type);
    }

    /** Bytes from..to, then others, then the bytes from rest on. */
    private static byte[] spliced(byte[] bytes, int from, int to, byte[] others, int rest) {
        byte[] result = new byte[to - from + others.length + bytes.length - rest];
        System.arraycopy(bytes, from, result, 0, to - from);
        System.arraycopy(others, 0, result, to - from, others.length);
        System.arraycopy(bytes, rest, result, to - from + others.length, bytes.length - rest);
        return result;
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(100) == 0 ? LARGEST_NOISE : 1 + random.nextInt(16)];
        random.nextBytes(noise);
        return noise;
    }
}
