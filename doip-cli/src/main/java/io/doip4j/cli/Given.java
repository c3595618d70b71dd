package io.doip4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An option of a command, and what was given for it. */
final class Given {
    private final String name;
    private final boolean repeatable;
    private final List<String> texts = new ArrayList<>(0);

    Given(String name, boolean repeatable) {
        this.name = name;
        this.repeatable = repeatable;
    }

    /**
     * Takes what was given, once more.
     *
     * @param as the name that was written: that of the option or of its opposite
     * @param text the value; an option without one is true, its opposite false
     */
    void add(String as, @Nullable String text) {
        if (isGiven() && !repeatable) {
            throw new WrongArgument(name + " can be given only once");
        }
        texts.add(text == null ? Boolean.toString(as.equals(name)) : text);
    }

    boolean isGiven() {
        return !texts.isEmpty();
    }

    /**
     * What was given.
     *
     * @param reader makes a value of it, or throws a {@link WrongArgument} such as "must be a number"
     */
    <T> T value(Function<String, T> reader) {
        return read(texts.get(0), reader);
    }

    /** All that was given, nothing if the option was not. */
    <T> List<T> values(Function<String, T> reader) {
        List<T> values = new ArrayList<>(texts.size());
        for (String text : texts) {
            values.add(read(text, reader));
        }
        return values;
    }

    /** All that was given where each time it is one or more values with commas between them. */
    <T> List<T> parts(Function<String, T> reader) {
        List<T> values = new ArrayList<>();
        for (String text : texts) {
            for (String part : text.split(",", -1)) {
                values.add(read(part, reader));
            }
        }
        return values;
    }

    private <T> T read(String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (WrongArgument e) {
            throw new WrongArgument(name + " \"" + text + "\" " + e.getMessage(), e);
        }
    }
}
