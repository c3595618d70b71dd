package io.doip4j.testkit.assertj;

import io.doip4j.vehicle.trace.Trace;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about what a server saw, line by line as {@link Trace#lines()} shows it. */
public final class TraceAssert extends AbstractAssert<TraceAssert, Trace> {
    TraceAssert(@Nullable Trace actual) {
        super(actual, TraceAssert.class);
    }

    /**
     * Fails unless a line contains this.
     *
     * @param part of a line: bytes as {@code 22 F1 90}, the name of a message, an address
     * @return this
     */
    public TraceAssert contains(String part) {
        return containsInOrder(part);
    }

    /**
     * Fails unless there are lines that contain these, one after the other, whatever is between them.
     *
     * @param parts of lines
     * @return this
     */
    public TraceAssert containsInOrder(String... parts) {
        isNotNull();
        List<String> lines = actual.lines();
        int position = 0;
        for (String part : parts) {
            while (position < lines.size() && !lines.get(position).contains(part)) {
                position++;
            }
            if (position == lines.size()) {
                failWithMessage(
                        "expected a trace with, in this order, %s, but there is no \"%s\" where it should be in:%n%s",
                        List.of(parts), part, actual.text());
            }
            position++;
        }
        return this;
    }

    /**
     * Fails if a line contains this.
     *
     * @param part of a line
     * @return this
     */
    public TraceAssert doesNotContain(String part) {
        isNotNull();
        if (actual.lines().stream().anyMatch(line -> line.contains(part))) {
            failWithMessage("expected a trace without \"%s\", but it is:%n%s", part, actual.text());
        }
        return this;
    }
}
