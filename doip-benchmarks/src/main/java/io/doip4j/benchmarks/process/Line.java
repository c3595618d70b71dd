package io.doip4j.benchmarks.process;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What two processes say to each other, one line at a time: a word and named values, like {@code ready port=13400}. Values are
 * URL encoded, so that a value may have spaces.
 *
 * @param word what it is about
 * @param fields names to values, in their order
 */
public record Line(String word, Map<String, String> fields) {
    /**
     * Copies the fields.
     *
     * @param word what it is about, without spaces
     * @param fields names to values, in their order
     */
    public Line {
        if (word.isBlank() || word.indexOf(' ') >= 0) {
            throw new IllegalArgumentException("\"" + word + "\" is not one word");
        }
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /**
     * A line with nothing but a word.
     *
     * @param word the word
     * @return the line
     */
    public static Line of(String word) {
        return new Line(word, Map.of());
    }

    /**
     * Reads a line.
     *
     * @param text a word and fields with a space between them
     * @return the line
     * @throws IllegalArgumentException if it is something else
     */
    public static Line parse(String text) {
        String[] parts = text.strip().split(" +", -1);
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int sign = parts[i].indexOf('=');
            if (sign < 1) {
                throw new IllegalArgumentException("\"" + parts[i] + "\" in \"" + text + "\" is not name=value");
            }
            fields.put(
                    parts[i].substring(0, sign),
                    URLDecoder.decode(parts[i].substring(sign + 1), StandardCharsets.UTF_8));
        }
        return new Line(parts[0], fields);
    }

    /**
     * The same line with one more field, or another value of one.
     *
     * @param name of the field
     * @param value its value, as text
     * @return the line
     */
    public Line with(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(name, value.toString());
        return new Line(word, more);
    }

    /**
     * The value of a field.
     *
     * @param name of the field
     * @return its value
     * @throws IllegalArgumentException if it is missing
     */
    public String text(String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + "=.. is missing in \"" + this + "\"");
        }
        return value;
    }

    /**
     * The value of a field that has a whole number.
     *
     * @param name of the field
     * @return its value
     * @throws IllegalArgumentException if it is missing or not a number
     */
    public long number(String name) {
        String value = text(name);
        try {
            return Long.decode(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + "=" + value + " is not a whole number", e);
        }
    }

    /**
     * The value of a field that has a whole number, or another one if there is no such field.
     *
     * @param name of the field
     * @param otherwise without such a field
     * @return the value
     * @throws IllegalArgumentException if it is not a number
     */
    public long number(String name, long otherwise) {
        return fields.containsKey(name) ? number(name) : otherwise;
    }

    /** As it is sent, without the end of the line. */
    @Override
    public String toString() {
        return word
                + fields.entrySet().stream()
                        .map(field -> " " + field.getKey() + "="
                                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining());
    }
}
