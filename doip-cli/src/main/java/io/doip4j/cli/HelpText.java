package io.doip4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.cli.help.TableDefinition;
import org.apache.commons.cli.help.TextHelpAppendable;
import org.apache.commons.cli.help.TextStyle;

/** Lays out what {@code --help} shows. */
final class HelpText {
    private static final int WIDTH = 80;
    private static final int GAP = 2;

    private final StringBuilder text = new StringBuilder();
    private final TextHelpAppendable page = new TextHelpAppendable(text);

    HelpText() {
        page.setMaxWidth(WIDTH);
        page.setLeftPad(0);
        page.setIndent(0);
    }

    /** Sentences, each begins on a new line. */
    HelpText sentences(String... sentences) {
        try {
            for (String sentence : sentences) {
                page.printWrapped(sentence);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Terms and what they mean, with an empty line before and after. */
    HelpText table(List<List<String>> rows) {
        TextStyle term = TextStyle.builder().setLeftPad(GAP).setScalable(false).get();
        TextStyle meaning = TextStyle.builder().setLeftPad(GAP).get();
        try {
            page.appendTable(TableDefinition.from("", List.of(term, meaning), List.of("", ""), rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** All of it, without the blanks that fill columns. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        text.toString()
                .lines()
                .forEach(line -> lines.append(line.stripTrailing()).append(System.lineSeparator()));
        return lines.toString();
    }
}
