package io.doip4j.client;

import org.jspecify.annotations.Nullable;

/** There is no connection to be had: nobody listens, nobody answers, or the two sides do not agree on TLS. */
public final class ConnectionFailedException extends DoipException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception.
     *
     * @param message what went wrong, and what to do
     * @param cause what the system says; null if it says nothing
     */
    public ConnectionFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
