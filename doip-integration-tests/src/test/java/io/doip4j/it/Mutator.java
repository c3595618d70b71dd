package io.doip4j.it;

import static io.doip4j.it.Wire.frame;
import static io.doip4j.it.Wire.header;

import io.doip4j.core.Bytes;
import java.util.List;
import java.util.Random;

/** Makes wrong messages out of right ones. The same seed makes the same. */
final class Mutator {
    private static final List<Bytes> STREAM = List.of(
            frame(0x0005, "0E 80 00 00 00 00 00"),
            frame(0x0005, "0E 90 01 00 00 00 00 DE AD BE EF"),
            frame(0x8001, "0E 80 10 00 22 F1 90"),
            frame(0x8001, "0E 80 10 00 3E 80"),
            frame(0x8001, "0E 80 E4 00 10 03"),
            frame(0x8001, "0E 80 10 01 22 F1 86 F1 90"),
            frame(0x0008, "0E 80"),
            frame(0x0000, "01"),
            frame(0x4001, ""),
            header(3, 0x8001, 0xFFFF_FFFFL));
    private static final List<Bytes> DATAGRAMS = List.of(
            frame(0x0001, ""),
            frame(0x0002, "02 00 00 00 10 00"),
            frame(0x0003, "57 56 57 5A 5A 5A 31 4A 5A 58 57 30 30 30 30 30 31"),
            frame(0x4001, ""),
            frame(0x4003, ""),
            frame(0x0000, "01"));
    private static final int LARGEST = 4096;

    private final Random random;
    private int messages;

    Mutator(long seed) {
        random = new Random(seed);
    }

    /** One to four messages, most of them with mistakes. */
    Bytes stream() {
        Bytes stream = Bytes.EMPTY;
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            messages++;
            stream = stream.plus(STREAM.get(random.nextInt(STREAM.size())));
        }
        return mutated(stream);
    }

    Bytes datagram() {
        messages++;
        return mutated(DATAGRAMS.get(random.nextInt(DATAGRAMS.size())));
    }

    /** How many messages and datagrams there were. */
    int messages() {
        return messages;
    }

    /** Where to split bytes: the length of the next piece, at least 1. */
    int piece(int remaining) {
        return 1 + random.nextInt(remaining);
    }

    boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private Bytes mutated(Bytes original) {
        Bytes bytes = original;
        for (int i = random.nextInt(4); i > 0 && !bytes.isEmpty(); i--) {
            bytes = mutatedOnce(bytes);
        }
        return bytes;
    }

    private Bytes mutatedOnce(Bytes bytes) {
        int at = random.nextInt(bytes.length());
        return switch (random.nextInt(6)) {
            case 0 -> replaced(bytes, at, bytes.u8(at) ^ 1 << random.nextInt(8));
            case 1 -> replaced(bytes, at, random.nextInt(0x100));
            case 2 -> bytes.slice(0, at);
            case 3 -> bytes.slice(0, at).plus(noise()).plus(bytes.from(at));
            case 4 -> bytes.slice(0, at).plus(bytes);
            default -> bytes.from(at);
        };
    }

    private static Bytes replaced(Bytes bytes, int at, int value) {
        return bytes.slice(0, at).plus(Bytes.of(value)).plus(bytes.from(at + 1));
    }

    private Bytes noise() {
        byte[] noise = new byte[chance(20) ? LARGEST : 1 + random.nextInt(16)];
        random.nextBytes(noise);
        return Bytes.wrap(noise);
    }
}
