package io.doip4j.client.uds;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Numbered records of an answer. */
final class Records {
    private Records() {}

    /** An unmodifiable copy in the same order. */
    static <T> Map<Integer, T> copy(Map<Integer, T> records) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(records));
    }
}
