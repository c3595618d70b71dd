package io.doip4j.core.codec;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DoipMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes streams that are almost valid. The same seed makes the same stream. */
final class StreamMutator {
    private static final int[] LENGTHS = {
        0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 40, 41, 64, 65, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFF8, 0xFFFFFFFF
    };
    private static final int[] TYPES = {
        0x0000, 0x0001, 0x0003, 0x0004, 0x0005, 0x0006, 0x0007, 0x0008, 0x4001, 0x8001, 0x8002, 0x8004, 0xF000, 0xFFFF
    };
    private static final int LONGEST_DATA = 60;

    private final Random random;
    private final RandomMessages messages;

    StreamMutator(Random random) {
        this.random = random;
        this.messages = new RandomMessages(random, LONGEST_DATA);
    }

    Bytes stream() {
        List<Bytes> parts = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            parts.add(validMessage());
        }
        int mutations = random.nextInt(4);
        for (int i = 0; i < mutations; i++) {
            mutateHeader(parts);
        }
        Bytes stream = parts.stream().reduce(Bytes.EMPTY, Bytes::plus);
        return random.nextInt(3) == 0 ? mutateBytes(stream) : stream;
    }

    private Bytes validMessage() {
        DoipMessage message = random.nextInt(8) == 0 ? messages.any() : messages.forEntityOnTcp();
        return DoipEncoder.encode(ProtocolVersion.of(2 + random.nextInt(2)), message);
    }

    private void mutateHeader(List<Bytes> parts) {
        int index = random.nextInt(parts.size());
        byte[] part = parts.get(index).toArray();
        switch (random.nextInt(6)) {
            case 0 -> number(part, 2, 2, TYPES[random.nextInt(TYPES.length)]);
            case 1 -> number(part, 4, 4, LENGTHS[random.nextInt(LENGTHS.length)]);
            case 2 -> number(part, 4, 4, part.length - 8 + random.nextInt(5) - 2);
            case 3 -> {
                part[0] = (byte) random.nextInt(0x100);
                part[1] = (byte) ~part[0];
            }
            case 4 -> parts.add(random.nextInt(parts.size() + 1), parts.get(index));
            default -> parts.remove(index);
        }
        if (index < parts.size() && parts.get(index).length() == part.length) {
            parts.set(index, Bytes.wrap(part));
        }
        if (parts.isEmpty()) {
            parts.add(validMessage());
        }
    }

    private static void number(byte[] array, int at, int width, int value) {
        for (int i = 0; i < width; i++) {
            array[at + i] = (byte) (value >> (8 * (width - 1 - i)));
        }
    }

    private Bytes mutateBytes(Bytes stream) {
        if (stream.isEmpty()) {
            return stream;
        }
        int at = random.nextInt(stream.length());
        int count = Math.min(stream.length() - at, 1 + random.nextInt(8));
        return switch (random.nextInt(4)) {
            case 0 -> {
                byte[] flipped = stream.toArray();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                yield Bytes.wrap(flipped);
            }
            case 1 -> {
                byte[] inserted = new byte[count];
                random.nextBytes(inserted);
                yield stream.slice(0, at).plus(Bytes.wrap(inserted)).plus(stream.from(at));
            }
            case 2 -> stream.slice(0, at).plus(stream.from(at + count));
            default -> stream.slice(0, at);
        };
    }
}
