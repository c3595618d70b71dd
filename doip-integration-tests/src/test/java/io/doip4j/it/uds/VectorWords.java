package io.doip4j.it.uds;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits the lines of a vector file. */
final class VectorWords {
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final String COMMENT = "#";

    private VectorWords() {}

    /**
     * A word.
     *
     * @param text without white space
     * @param line number of its line
     */
    record Word(String text, int line) {
        VectorSyntaxException wrong(String why) {
            return new VectorSyntaxException(line, "\"" + text + "\" " + why);
        }
    }

    static List<Word> split(String line, int number) {
        List<Word> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find() && !word.group().equals(COMMENT)) {
            words.add(new Word(word.group(), number));
        }
        return words;
    }
}
