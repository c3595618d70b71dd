package io.doip4j.server.internal.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules of the generic header, written a second time, byte by byte and as simply as can be: what an entity has to answer.
 * Versions 0x02 and 0x03, no further types.
 */
final class HeaderModel {
    /** What a header is answered with. */
    static final int ACCEPTED = -1;

    static final int IGNORED = -2;

    private static final int HEADER_LENGTH = 8;

    private final boolean tcp;
    private final long maxLength;
    private final List<Integer> nacks = new ArrayList<>();
    private final int[] header = new int[HEADER_LENGTH];
    private int filled;
    private long toSkip;
    private boolean stopped;
    private int activations;
    private int diagnostics;

    HeaderModel(boolean tcp, long maxLength) {
        this.tcp = tcp;
        this.maxLength = maxLength;
    }

    /** Bytes of a stream. */
    void stream(byte[] bytes) {
        for (byte next : bytes) {
            if (stopped) {
                return;
            }
            if (toSkip > 0) {
                toSkip--;
            } else {
                header[filled++] = next & 0xFF;
                if (filled == HEADER_LENGTH) {
                    filled = 0;
                    headerComplete();
                }
            }
        }
    }

    private void headerComplete() {
        int verdict = judge(header);
        if (verdict >= 0) {
            nacks.add(verdict);
            stopped = verdict == 0x00 || verdict == 0x04;
        } else if (verdict == ACCEPTED) {
            activations += type(header) == 0x0005 ? 1 : 0;
            diagnostics += type(header) == 0x8001 ? 1 : 0;
        }
        toSkip = length(header);
    }

    /** The header NACKs that are due so far. */
    List<Integer> nacks() {
        return nacks;
    }

    /** How many routing activation requests there were, complete or not. */
    int activations() {
        return activations;
    }

    int diagnostics() {
        return diagnostics;
    }

    /** The answer to a datagram: a NACK code, {@link #ACCEPTED} or {@link #IGNORED}. */
    int datagram(byte[] bytes) {
        if (bytes.length < HEADER_LENGTH) {
            return IGNORED;
        }
        for (int i = 0; i < HEADER_LENGTH; i++) {
            header[i] = bytes[i] & 0xFF;
        }
        int verdict = judge(header);
        return verdict == ACCEPTED && length(header) != bytes.length - HEADER_LENGTH ? 0x04 : verdict;
    }

    private int judge(int[] bytes) {
        int type = type(bytes);
        long length = length(bytes);
        if (bytes[0] + bytes[1] != 0xFF) {
            return 0x00;
        }
        if (type == 0x0000 || (!tcp && (type == 0x0004 || type == 0x4002 || type == 0x4004))) {
            return IGNORED;
        }
        boolean identification = type >= 1 && type <= 3;
        if (bytes[0] != 0x02 && bytes[0] != 0x03 && !identification) {
            return 0x00;
        }
        if (!(tcp ? isTcp(type) : isUdp(type))) {
            return 0x01;
        }
        if (length > maxLength) {
            return 0x02;
        }
        return fits(type, length) ? ACCEPTED : 0x04;
    }

    private static boolean isTcp(int type) {
        return type == 0x0005 || type == 0x0008 || type == 0x8001;
    }

    private static boolean isUdp(int type) {
        return (type >= 1 && type <= 3) || type == 0x4001 || type == 0x4003;
    }

    private static boolean fits(int type, long length) {
        return switch (type) {
            case 0x0002 -> length == 6;
            case 0x0003 -> length == 17;
            case 0x0005 -> length == 7 || length == 11;
            case 0x0008 -> length == 2;
            case 0x8001 -> length >= 5;
            default -> length == 0;
        };
    }

    private static int type(int[] bytes) {
        return (bytes[2] << 8) | bytes[3];
    }

    private static long length(int[] bytes) {
        return ((long) bytes[4] << 24) | (bytes[5] << 16) | (bytes[6] << 8) | bytes[7];
    }
}
