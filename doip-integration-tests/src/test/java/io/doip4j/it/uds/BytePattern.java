package io.doip4j.it.uds;

import io.doip4j.core.Bytes;
import java.util.List;

/**
 * What a message has to look like.
 *
 * @param bytes one element for each byte
 * @param open whether more bytes may follow
 * @param text the words that it was made from
 */
record BytePattern(List<Element> bytes, boolean open, String text) {
    /**
     * One byte.
     *
     * @param value the byte
     * @param kind what it means
     */
    record Element(int value, Kind kind) {
        boolean matches(int actual) {
            return switch (kind) {
                case THIS -> actual == value;
                case ANY -> true;
                case OTHER -> actual != value;
            };
        }
    }

    enum Kind {
        THIS,
        ANY,
        OTHER
    }

    BytePattern {
        bytes = List.copyOf(bytes);
    }

    boolean matches(Bytes message) {
        if (message.length() < bytes.size() || (message.length() > bytes.size() && !open)) {
            return false;
        }
        for (int i = 0; i < bytes.size(); i++) {
            if (!bytes.get(i).matches(message.u8(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }
}
