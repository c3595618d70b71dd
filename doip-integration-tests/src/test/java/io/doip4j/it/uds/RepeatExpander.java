package io.doip4j.it.uds;

import io.doip4j.it.uds.VectorWords.Word;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes out what stands between {@code repeat} and {@code end}. */
final class RepeatExpander {
    private static final Pattern RANGE = Pattern.compile("([0-9A-F]{2})(?:\\.\\.([0-9A-F]{2}))?");
    private static final int MOST_TIMES = 1000;
    private static final int HEXADECIMAL = 16;

    private final List<Word> words;
    private int place;

    private RepeatExpander(List<Word> words) {
        this.words = words;
    }

    static List<Word> expand(List<Word> words) {
        RepeatExpander expander = new RepeatExpander(words);
        List<Word> expanded = expander.block();
        if (expander.place < words.size()) {
            throw words.get(expander.place).wrong("has no repeat before it");
        }
        return expanded;
    }

    /** Up to the end that belongs to it, or of all words. */
    private List<Word> block() {
        List<Word> out = new ArrayList<>();
        while (place < words.size() && !words.get(place).text().equals("end")) {
            Word word = words.get(place++);
            if (word.text().equals("repeat")) {
                repeat(word, out);
            } else {
                out.add(word);
            }
        }
        return out;
    }

    private void repeat(Word repeat, List<Word> out) {
        if (place == words.size()) {
            throw repeat.wrong("must be: repeat NUMBER, or repeat $NAME FIRST..LAST");
        }
        Word first = words.get(place++);
        boolean counted = !first.text().startsWith("$");
        List<String> values = counted ? count(first) : values(repeat);
        List<Word> body = block();
        if (place == words.size()) {
            throw repeat.wrong("has no end");
        }
        place++;
        for (String value : values) {
            for (Word word : body) {
                out.add(word.text().equals(first.text()) && !counted ? new Word(value, word.line()) : word);
            }
        }
    }

    private static List<String> count(Word number) {
        if (!number.text().matches("[1-9]\\d{0,2}")) {
            throw number.wrong("must be 1.." + (MOST_TIMES - 1) + ", or a name with $");
        }
        return Collections.nCopies(Integer.parseInt(number.text()), "");
    }

    private List<String> values(Word repeat) {
        List<String> values = new ArrayList<>();
        while (place < words.size()) {
            Word word = words.get(place);
            Matcher range = RANGE.matcher(word.text());
            if (!range.matches()) {
                break;
            }
            int from = Integer.parseInt(range.group(1), HEXADECIMAL);
            int to = range.group(2) == null ? from : Integer.parseInt(range.group(2), HEXADECIMAL);
            if (from > to) {
                throw word.wrong("ends before it begins");
            }
            for (int value = from; value <= to; value++) {
                values.add(String.format("%02X", value));
            }
            place++;
        }
        if (values.isEmpty()) {
            throw repeat.wrong("has no values");
        }
        return values;
    }
}
