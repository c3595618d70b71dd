package io.doip4j.it.uds;

import io.doip4j.it.uds.VectorWords.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a vector file; the grammar is at the top of {@code vectors/reference-ecu.txt}. */
final class VectorParser {
    private static final int HEADER_WORDS = 3;

    private final String file;
    private final Map<String, List<Step>> states = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final List<VectorCase> cases = new ArrayList<>();
    private @Nullable Block block;

    /** The part of the file that is being read. */
    private static final class Block {
        final Word keyword;
        final String name;
        final List<Step> before;
        final List<List<Word>> lines = new ArrayList<>();
        Optional<String> virtualOnly = Optional.empty();

        Block(Word keyword, String name, List<Step> before) {
            this.keyword = keyword;
            this.name = name;
            this.before = before;
        }
    }

    private VectorParser(String file) {
        this.file = file;
    }

    /**
     * Reads all cases.
     *
     * @param file name for messages
     * @param lines its lines
     * @throws IllegalArgumentException if a line is wrong; the message begins with file and line
     */
    static List<VectorCase> parse(String file, List<String> lines) {
        return new VectorParser(file).read(lines);
    }

    private List<VectorCase> read(List<String> lines) {
        try {
            for (int i = 0; i < lines.size(); i++) {
                List<Word> words = VectorWords.split(lines.get(i), i + 1);
                if (!words.isEmpty()) {
                    line(words);
                }
            }
            endBlock();
        } catch (VectorSyntaxException e) {
            throw new IllegalArgumentException(file + ":" + e.line() + ": " + e.getMessage(), e);
        }
        return cases;
    }

    private void line(List<Word> words) {
        Word first = words.get(0);
        switch (first.text()) {
            case "state" -> beginState(words);
            case "case", "each" -> beginCase(words);
            case "virtual" -> block(first).virtualOnly = Optional.of(rest(words, 1, "virtual REASON"));
            default -> block(first).lines.add(words);
        }
    }

    private Block block(Word word) {
        Block open = block;
        if (open == null) {
            throw word.wrong("stands before the first state, case or each");
        }
        return open;
    }

    private void beginState(List<Word> words) {
        endBlock();
        boolean derived = words.size() == 4 && words.get(2).text().equals("from");
        if (words.size() != 2 && !derived) {
            throw words.get(0).wrong("must be: state NAME, or state NAME from NAME");
        }
        Word name = words.get(1);
        if (states.containsKey(name.text())) {
            throw name.wrong("is a state already");
        }
        block = new Block(words.get(0), name.text(), derived ? state(words.get(3)) : List.of());
    }

    private void beginCase(List<Word> words) {
        endBlock();
        String title = rest(words, HEADER_WORDS, words.get(0).text() + " CHECK STATE TITLE");
        Word check = words.get(1);
        if (!check.text().matches("\\d+|-")) {
            throw check.wrong("must be the number of a check, or -");
        }
        List<Step> before = state(words.get(2));
        String name = check.text() + " " + words.get(2).text() + " " + title;
        block = new Block(words.get(0), name, before);
    }

    private static String rest(List<Word> words, int from, String form) {
        if (words.size() <= from) {
            throw words.get(0).wrong("must be: " + form);
        }
        return String.join(
                " ", words.subList(from, words.size()).stream().map(Word::text).toList());
    }

    private List<Step> state(Word name) {
        List<Step> steps = states.get(name.text());
        if (steps == null) {
            throw name.wrong("is no state; there are "
                    + states.keySet().stream().sorted().toList());
        }
        return steps;
    }

    private void endBlock() {
        Block open = block;
        block = null;
        if (open == null) {
            return;
        }
        boolean isState = open.keyword.text().equals("state");
        if (open.lines.isEmpty() && !isState) {
            throw open.keyword.wrong("has no steps");
        }
        if (open.keyword.text().equals("each")) {
            open.lines.forEach(words -> add(open, name(open, words), words));
        } else {
            List<Word> words = open.lines.stream().flatMap(List::stream).toList();
            if (isState) {
                states.put(open.name, steps(open, words));
            } else {
                add(open, open.name, words);
            }
        }
    }

    private static String name(Block block, List<Word> words) {
        return block.name + ": "
                + String.join(" ", words.stream().map(Word::text).toList());
    }

    private void add(Block open, String name, List<Word> words) {
        if (!names.add(name)) {
            throw words.get(0).wrong("makes a second case \"" + name + "\"");
        }
        cases.add(new VectorCase(name, words.get(0).line(), open.virtualOnly, steps(open, words)));
    }

    private static List<Step> steps(Block open, List<Word> words) {
        List<Step> steps = new ArrayList<>(open.before);
        steps.addAll(StepParser.parse(RepeatExpander.expand(words)));
        return steps;
    }
}
