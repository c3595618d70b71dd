package io.doip4j.testkit.internal;

import org.jspecify.annotations.Nullable;

/** Something to read at a failure, hung onto it: whatever shows a stack trace, the console of a build too, shows it as it is. */
public class Note extends Throwable {
    private static final long serialVersionUID = 1L;

    /**
     * A note without a stack trace.
     *
     * @param text what to read
     */
    public Note(String text) {
        super(text, null, false, false);
    }

    /**
     * A note without a stack trace of its own.
     *
     * @param text what to read
     * @param more what else to read, if anything
     */
    public Note(String text, @Nullable Throwable more) {
        super(text, more, false, false);
    }

    /**
     * A note that may be about a place, which the subclass sets.
     *
     * @param text what to read
     * @param hasPlace whether it has a stack trace
     */
    protected Note(String text, boolean hasPlace) {
        super(text, null, false, hasPlace);
    }

    /** The text alone: no name of a class hides its beginning. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the name of the class is what is not wanted
    public String toString() {
        return String.valueOf(getMessage());
    }
}
