package io.doip4j.vehicle.stub;

import java.util.ArrayList;
import java.util.List;

/** Reads the text of a pattern or of a response: hexadecimal bytes, half bytes that may be anything, names, any rest. */
final class PatternText {
    private static final int HALF_BYTE = 4;
    private static final int ANY_HALF = -1;
    private static final int LONGEST_CAPTURE = 0xFFFF;
    /** So many bytes are any rest. */
    static final int REST = -1;
    /** The name of a rest that has none. */
    static final String UNNAMED_REST = "*";

    /** A part of the text. */
    sealed interface Token permits OneByte, Capture {}

    /** One byte: the bits of the mask are fixed. */
    record OneByte(int value, int mask) implements Token {}

    /** Some bytes with a name, or the rest. */
    record Capture(String name, int count) implements Token {}

    private final String text;
    private final String kind;
    private final String allowed;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    private PatternText(String text, String kind, String allowed) {
        this.text = text;
        this.kind = kind;
        this.allowed = allowed;
    }

    /**
     * Reads a text.
     *
     * @param kind what the text is to be, for errors
     * @param allowed what may be in it, for errors
     */
    static List<Token> parse(String text, String kind, String allowed) {
        return new PatternText(text, kind, allowed).parse();
    }

    private List<Token> parse() {
        for (skipSpace(); position < text.length(); skipSpace()) {
            int start = position;
            if (endsWithRest()) {
                throw error("nothing may follow the rest, but there is '" + text.charAt(start) + "'", start);
            }
            Token next = next();
            if (next instanceof Capture capture && isNameTaken(capture.name())) {
                throw error("<" + capture.name() + "> is there twice", start);
            }
            tokens.add(next);
        }
        return List.copyOf(tokens);
    }

    private boolean isNameTaken(String name) {
        return tokens.stream()
                .anyMatch(
                        token -> token instanceof Capture known && known.name().equals(name));
    }

    private boolean endsWithRest() {
        return !tokens.isEmpty() && tokens.get(tokens.size() - 1) instanceof Capture last && last.count() == REST;
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private Token next() {
        char first = text.charAt(position);
        if (first == '*') {
            position++;
            return new Capture(UNNAMED_REST, REST);
        }
        return first == '<' ? capture() : oneByte();
    }

    private OneByte oneByte() {
        int high = half();
        if (position == text.length() || Character.isWhitespace(text.charAt(position))) {
            throw error("a byte has two digits", position - 1);
        }
        int low = half();
        return new OneByte(
                (Math.max(high, 0) << HALF_BYTE) | Math.max(low, 0),
                (high == ANY_HALF ? 0 : 0xF0) | (low == ANY_HALF ? 0 : 0x0F));
    }

    private int half() {
        char c = text.charAt(position);
        int digit = c < 0x80 ? Character.digit(c, 16) : -1;
        if (c != '?' && digit < 0) {
            throw error("'" + c + "' is no hexadecimal digit", position);
        }
        position++;
        return c == '?' ? ANY_HALF : digit;
    }

    private Capture capture() {
        int start = position;
        int end = text.indexOf('>', start);
        if (end < 0) {
            throw error("'<' has no '>'", start);
        }
        String inside = text.substring(start + 1, end);
        int colon = inside.indexOf(':');
        String name = colon < 0 ? inside : inside.substring(0, colon);
        if (!name.matches("[A-Za-z][A-Za-z0-9_-]*")) {
            throw error("'" + name + "' is no name: it begins with a letter, then letters, digits, _ and -", start + 1);
        }
        position = end + 1;
        return new Capture(name, colon < 0 ? 1 : count(inside.substring(colon + 1), start + 2 + colon));
    }

    private int count(String digits, int at) {
        if (digits.equals("*")) {
            return REST;
        }
        int count = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
        if (count < 1 || count > LONGEST_CAPTURE) {
            throw error("'" + digits + "' is no number of bytes, 1.." + LONGEST_CAPTURE + " or *", at);
        }
        return count;
    }

    private IllegalArgumentException error(String what, int at) {
        return error(text, kind, what + ", at position " + (at + 1), at, allowed);
    }

    /** An error that shows the text and the place. */
    static IllegalArgumentException error(String text, String kind, String what, int at, String allowed) {
        return new IllegalArgumentException("\"" + text + "\" is no " + kind + ": " + what + "\n    " + text + "\n    "
                + " ".repeat(Math.max(0, at)) + "^\nAllowed are " + allowed);
    }
}
