package io.doip4j.it.uds;

import io.doip4j.it.uds.VectorWords.Word;
import io.doip4j.uds.spi.Addressing;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes steps of words. */
final class StepParser {
    private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s)|0");
    private static final Pattern WINDOW = Pattern.compile("([0-9.]+?(?:ms|s)?)\\.\\.([0-9.]+(?:ms|s))");
    private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000);

    private final List<Word> words;
    private int place;

    private StepParser(List<Word> words) {
        this.words = words;
    }

    static List<Step> parse(List<Word> words) {
        StepParser parser = new StepParser(words);
        List<Step> steps = new ArrayList<>();
        while (parser.place < words.size()) {
            steps.add(parser.step());
        }
        return steps;
    }

    private Step step() {
        Word word = words.get(place++);
        int line = word.line();
        return switch (word.text()) {
            case ">" -> send(word, Tester.A, Addressing.PHYSICAL);
            case "f>" -> send(word, Tester.A, Addressing.FUNCTIONAL);
            case "b>" -> send(word, Tester.B, Addressing.PHYSICAL);
            case "bf>" -> send(word, Tester.B, Addressing.FUNCTIONAL);
            case "<" -> answer(word, Tester.A);
            case "b<" -> answer(word, Tester.B);
            case "<*" -> new Step.Answers(line, Tester.A, pattern(word), window("in", Window.P2));
            case "wait" -> new Step.Wait(line, time(argument(word, "wait TIME")));
            case "samples" -> samples(word);
            case "reconnect" -> new Step.Reconnect(line, tester());
            case "disconnect" -> new Step.Disconnect(line, tester());
            default -> throw word.wrong("is no step");
        };
    }

    private Step send(Word word, Tester tester, Addressing addressing) {
        List<Word> bytes = bytes(word);
        return new Step.Send(word.line(), tester, addressing, ByteWords.bytes(bytes));
    }

    private Step answer(Word word, Tester tester) {
        if (place < words.size() && words.get(place).text().equals("-")) {
            place++;
            return new Step.Nothing(word.line(), tester);
        }
        return new Step.Answer(
                word.line(), tester, pattern(word), window("in", Window.P2), window("total", Window.ANY_TIME));
    }

    private Step samples(Word word) {
        if (place < words.size() && words.get(place).text().equals("off")) {
            place++;
            return new Step.SamplesEnd(word.line());
        }
        BytePattern pattern = pattern(word);
        Window interval = window("every", Window.ANY_TIME);
        if (interval.equals(Window.ANY_TIME)) {
            throw word.wrong("must be: samples BYTES every FROM..TO, or samples off");
        }
        return new Step.Samples(word.line(), pattern, interval);
    }

    private BytePattern pattern(Word word) {
        return ByteWords.pattern(bytes(word));
    }

    private List<Word> bytes(Word word) {
        int from = place;
        while (place < words.size() && words.get(place).line() == word.line() && ByteWords.isBytes(words.get(place))) {
            place++;
        }
        if (from == place) {
            throw word.wrong("has no bytes after it");
        }
        return words.subList(from, place);
    }

    private Window window(String keyword, Window otherwise) {
        if (place == words.size() || !words.get(place).text().equals(keyword)) {
            return otherwise;
        }
        Word given = argument(words.get(place++), keyword + " FROM..TO");
        Matcher window = WINDOW.matcher(given.text());
        if (!window.matches()) {
            throw given.wrong("is no span of time, such as 0..50ms");
        }
        try {
            return new Window(
                    time(new Word(window.group(1), given.line())), time(new Word(window.group(2), given.line())));
        } catch (IllegalArgumentException e) {
            throw given.wrong(String.valueOf(e.getMessage()));
        }
    }

    private Word argument(Word word, String form) {
        if (place == words.size()) {
            throw word.wrong("must be: " + form);
        }
        return words.get(place++);
    }

    private Tester tester() {
        boolean second = place < words.size() && words.get(place).text().equals("b");
        place += second ? 1 : 0;
        return second ? Tester.B : Tester.A;
    }

    private static Duration time(Word word) {
        Matcher time = TIME.matcher(word.text());
        if (!time.matches()) {
            throw word.wrong("is no time, such as 4s or 50ms");
        }
        if (time.group(1) == null) {
            return Duration.ZERO;
        }
        BigDecimal unit = time.group(2).equals("s") ? NANOS_PER_SECOND : NANOS_PER_MILLI;
        return Duration.ofNanos(new BigDecimal(time.group(1)).multiply(unit).longValue());
    }
}
