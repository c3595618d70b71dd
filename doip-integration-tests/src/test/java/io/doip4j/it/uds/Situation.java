package io.doip4j.it.uds;

import io.doip4j.core.Bytes;
import java.util.List;
import java.util.regex.Pattern;

/** The states of the reference ECU that answers to bad input depend on. */
enum Situation {
    DEFAULT(0x01, 0, ""),
    EXTENDED(0x03, 0, "10 03"),
    EXTENDED_UNLOCKED(0x03, 1, "10 03, 27 01, 27 02 B4 87 96 E1"),
    PROGRAMMING(0x02, 0, "10 03, 10 02"),
    PROGRAMMING_UNLOCKED(0x02, 1, "10 03, 10 02, 27 01, 27 02 B4 87 96 E1");

    private final int session;
    private final int level;
    private final String way;

    Situation(int session, int level, String way) {
        this.session = session;
        this.level = level;
        this.way = way;
    }

    int session() {
        return session;
    }

    /** The unlocked security level, 0 for none. */
    int level() {
        return level;
    }

    boolean isUnlocked() {
        return level != 0;
    }

    /** The requests that lead to it from power-up. */
    List<Bytes> way() {
        return Pattern.compile(", ")
                .splitAsStream(way)
                .map(Bytes::hex)
                .filter(request -> !request.isEmpty())
                .toList();
    }

    boolean isIn(Where where) {
        return (where.sessions & (1 << session)) != 0;
    }

    /** Where something is available. */
    enum Where {
        EVERYWHERE(0x01, 0x02, 0x03),
        NOT_PROGRAMMING_SESSION(0x01, 0x03),
        NOT_DEFAULT_SESSION(0x02, 0x03),
        PROGRAMMING_SESSION(0x02),
        EXTENDED_SESSION(0x03);

        private final int sessions;

        Where(int... sessions) {
            int bits = 0;
            for (int session : sessions) {
                bits |= 1 << session;
            }
            this.sessions = bits;
        }
    }
}
