package io.doip4j.it.uds;

import io.doip4j.core.Bytes;
import io.doip4j.it.uds.BytePattern.Element;
import io.doip4j.it.uds.BytePattern.Kind;
import io.doip4j.it.uds.VectorWords.Word;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bytes that words stand for. */
final class ByteWords {
    private static final int HEXADECIMAL = 16;
    private static final String MORE = "...";
    private static final Pattern TEXT = Pattern.compile("\"([ -~&&[^\"]]+)\"");
    private static final Pattern ASCENDING = Pattern.compile("([0-9A-F]{2})-([0-9A-F]{2})");
    private static final Pattern ONE = Pattern.compile("(!?)([0-9A-F]{2}|\\.\\.)(?:\\*(\\d{1,5}))?");

    private ByteWords() {}

    /** Whether a word stands for bytes at all. */
    static boolean isBytes(Word word) {
        String text = word.text();
        return text.equals(MORE)
                || TEXT.matcher(text).matches()
                || ASCENDING.matcher(text).matches()
                || ONE.matcher(text).matches();
    }

    /** Bytes to be sent. */
    static Bytes bytes(List<Word> words) {
        List<Element> elements = new ArrayList<>();
        for (Word word : words) {
            List<Element> more = word.text().equals(MORE) ? List.of() : elements(word);
            if (more.isEmpty() || more.get(0).kind() != Kind.THIS) {
                throw word.wrong("cannot be sent");
            }
            elements.addAll(more);
        }
        return Bytes.of(elements.stream().mapToInt(Element::value).toArray());
    }

    /** What is expected. */
    static BytePattern pattern(List<Word> words) {
        List<Element> elements = new ArrayList<>();
        boolean open = false;
        for (Word word : words) {
            if (open) {
                throw word.wrong("stands after " + MORE);
            }
            open = word.text().equals(MORE);
            if (!open) {
                elements.addAll(elements(word));
            }
        }
        return new BytePattern(
                elements, open, String.join(" ", words.stream().map(Word::text).toList()));
    }

    private static List<Element> elements(Word word) {
        Matcher text = TEXT.matcher(word.text());
        if (text.matches()) {
            return text.group(1).chars().mapToObj(ByteWords::exactly).toList();
        }
        Matcher ascending = ASCENDING.matcher(word.text());
        if (ascending.matches()) {
            return ascending(word, hex(ascending.group(1)), hex(ascending.group(2)));
        }
        Matcher one = ONE.matcher(word.text());
        if (one.matches()) {
            return Collections.nCopies(one.group(3) == null ? 1 : Integer.parseInt(one.group(3)), one(word, one));
        }
        throw word.wrong("is neither a step nor bytes");
    }

    private static List<Element> ascending(Word word, int from, int to) {
        List<Element> elements = new ArrayList<>();
        for (int value = from; value <= to; value++) {
            elements.add(exactly(value));
        }
        if (elements.isEmpty()) {
            throw word.wrong("ends before it begins");
        }
        return elements;
    }

    private static Element one(Word word, Matcher one) {
        boolean other = !one.group(1).isEmpty();
        if (one.group(2).equals("..")) {
            if (other) {
                throw word.wrong("can be no byte");
            }
            return new Element(0, Kind.ANY);
        }
        return new Element(hex(one.group(2)), other ? Kind.OTHER : Kind.THIS);
    }

    private static Element exactly(int value) {
        return new Element(value, Kind.THIS);
    }

    private static int hex(String digits) {
        return Integer.parseInt(digits, HEXADECIMAL);
    }
}
