package io.doip4j.vehicle.stub;

import io.doip4j.core.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A pattern of bytes, such as {@code 22 F1 9?}. What may be in it is said by {@link EcuStubs#when}. Immutable. */
final class BytePattern {
    private static final int FIXED = 0xFF;
    private static final String ALLOWED =
            "hexadecimal bytes (22), ? for any half byte (9?) and ?? for any byte, <name> or"
                    + " <name:17> for one or 17 bytes with a name, and at the end * or <name:*> for any rest";

    /** A part of what matches that has a name. */
    record Capture(int from, int count) {}

    private final String text;
    private final byte[] value;
    private final byte[] mask;
    private final boolean open;
    private final Map<String, Capture> captures;

    private BytePattern(String text, byte[] value, byte[] mask, boolean open, Map<String, Capture> captures) {
        this.text = text;
        this.value = value;
        this.mask = mask;
        this.open = open;
        this.captures = captures;
    }

    /**
     * Reads a pattern.
     *
     * @param kind what it is to match, for errors
     */
    static BytePattern of(String text, String kind) {
        List<PatternText.Token> tokens = PatternText.parse(text, kind, ALLOWED);
        if (tokens.isEmpty()) {
            throw PatternText.error(text, kind, "it is empty", 0, ALLOWED);
        }
        int length = tokens.stream().mapToInt(BytePattern::length).sum();
        byte[] value = new byte[length];
        byte[] mask = new byte[length];
        Map<String, Capture> captures = new LinkedHashMap<>();
        boolean open = false;
        int at = 0;
        for (PatternText.Token token : tokens) {
            if (token instanceof PatternText.OneByte one) {
                value[at] = (byte) one.value();
                mask[at] = (byte) one.mask();
            } else if (token instanceof PatternText.Capture capture) {
                captures.put(capture.name(), new Capture(at, capture.count()));
                open = capture.count() == PatternText.REST;
            }
            at += length(token);
        }
        return new BytePattern(text, value, mask, open, Map.copyOf(captures));
    }

    private static int length(PatternText.Token token) {
        return token instanceof PatternText.Capture capture ? Math.max(0, capture.count()) : 1;
    }

    boolean matches(Bytes bytes) {
        if (open ? bytes.length() < value.length : bytes.length() != value.length) {
            return false;
        }
        for (int i = 0; i < value.length; i++) {
            if (!fits(bytes, i)) {
                return false;
            }
        }
        return true;
    }

    private boolean fits(Bytes bytes, int i) {
        return ((bytes.u8(i) ^ value[i]) & mask[i] & FIXED) == 0;
    }

    /** The bytes at its beginning that are given whole, at most so many. */
    Bytes fixedBeginning(int atMost) {
        int count = 0;
        while (count < value.length && count < atMost && mask[count] == (byte) FIXED) {
            count++;
        }
        return Bytes.copyOf(value).slice(0, count);
    }

    /** The names of what it captures, in no particular order. */
    Set<String> names() {
        return captures.keySet();
    }

    /** A named part of bytes that match. */
    Bytes captured(String name, Bytes bytes) {
        Capture capture = captures.get(name);
        if (capture == null) {
            throw new IllegalArgumentException("nothing is captured as '" + name + "' by \"" + text + "\", "
                    + (captures.isEmpty() ? "it has no names" : "only " + names()));
        }
        return capture.count() == PatternText.REST
                ? bytes.from(capture.from())
                : bytes.slice(capture.from(), capture.count());
    }

    /** What bytes that do not match have different, in words; the first few things. */
    List<String> differences(Bytes bytes, int atMost) {
        List<String> all = new ArrayList<>();
        if (open ? bytes.length() < value.length : bytes.length() != value.length) {
            all.add("is " + bytes.length() + " bytes, wanted " + (open ? "at least " : "") + value.length);
        }
        for (int i = 0; i < Math.min(value.length, bytes.length()) && all.size() < atMost; i++) {
            if (!fits(bytes, i)) {
                all.add("byte " + i + " is " + Bytes.of(bytes.u8(i)).toHex() + ", wanted " + wanted(i));
            }
        }
        return all;
    }

    /** How many of its bytes differ, and by how many it is too long or too short. */
    int distance(Bytes bytes) {
        int different = open ? Math.max(0, value.length - bytes.length()) : Math.abs(value.length - bytes.length());
        for (int i = 0; i < Math.min(value.length, bytes.length()); i++) {
            different += fits(bytes, i) ? 0 : 1;
        }
        return different;
    }

    private String wanted(int i) {
        String digits = Bytes.of(value[i] & FIXED).toHex();
        return ((mask[i] & 0xF0) == 0 ? "?" : digits.substring(0, 1))
                + ((mask[i] & 0x0F) == 0 ? "?" : digits.substring(1));
    }

    /** The text that it was made of. */
    @Override
    public String toString() {
        return text;
    }
}
