package io.doip4j.benchmarks.load;

import java.util.Locale;

/** What a load consists of. */
public enum LoadMode {
    /** Activated connections with diagnostic requests under way on each; done are answers with their acknowledge. */
    REQUEST,
    /** Connect, activate routing, close, and again. */
    CONNECT,
    /** Vehicle identification over UDP. */
    UDP,
    /** Activated connections on which nothing happens, until they are released. */
    IDLE;

    static LoadMode of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
