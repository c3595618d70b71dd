package io.doip4j.client;

import java.time.Duration;

/** Something that was awaited did not come in time. */
public final class DoipTimeoutException extends DoipException {
    private static final long serialVersionUID = 1L;

    private final String awaited;
    private final Duration waited;

    /**
     * An exception.
     *
     * @param message what did not come, from where, and what to do
     * @param awaited what was awaited, for example {@code the acknowledge of 0x1000}
     * @param waited how long
     */
    public DoipTimeoutException(String message, String awaited, Duration waited) {
        super(message);
        this.awaited = awaited;
        this.waited = waited;
    }

    /**
     * What was awaited.
     *
     * @return for example {@code the acknowledge of 0x1000}
     */
    public String awaited() {
        return awaited;
    }

    /**
     * How long it was awaited.
     *
     * @return the time
     */
    public Duration waited() {
        return waited;
    }
}
