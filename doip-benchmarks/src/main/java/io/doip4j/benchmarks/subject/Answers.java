package io.doip4j.benchmarks.subject;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The answers of the yardstick, byte for byte. */
final class Answers {
    static final int HEADER = 8;
    /** The longest thing that one message is answered with. */
    static final int LONGEST = 64;

    private static final int ACTIVATION = 0x0005;
    private static final int DIAGNOSTIC_MESSAGE = 0x8001;
    private static final int TRANSFER_DATA = 0x36;
    private static final long VERSION = 0x02FDL << 48;
    private static final byte[] VIN = "WDOIP000000000001".getBytes(StandardCharsets.US_ASCII);

    private Answers() {}

    private static void header(ByteBuffer to, int type, int length) {
        to.putLong(VERSION | ((long) type << 32) | length);
    }

    static void identification(ByteBuffer to) {
        header(to, 0x0004, 33);
        to.put(VIN).putShort((short) 0x1000).putLong(0).putInt(0).putShort((short) 0);
    }

    /**
     * Answers one message.
     *
     * @param message positioned at the payload
     * @return whether it is known
     */
    static boolean answer(int type, ByteBuffer message, ByteBuffer to) {
        int at = message.position();
        switch (type) {
            case ACTIVATION -> {
                header(to, 0x0006, 9);
                to.putShort(message.getShort(at))
                        .putShort((short) 0x1000)
                        .put((byte) 0x10)
                        .putInt(0);
                return true;
            }
            case DIAGNOSTIC_MESSAGE -> {
                int swapped = Integer.rotateLeft(message.getInt(at), 16);
                header(to, 0x8002, 5);
                to.putInt(swapped).put((byte) 0);
                boolean transfer = message.get(at + 4) == TRANSFER_DATA;
                header(to, DIAGNOSTIC_MESSAGE, transfer ? 6 : 24);
                to.putInt(swapped);
                if (transfer) {
                    to.put((byte) 0x76).put(message.get(at + 5));
                } else {
                    to.put((byte) 0x62).putShort((short) 0xF190).put(VIN);
                }
                return true;
            }
            default -> {
                return false;
            }
        }
    }
}
