package io.doip4j.client.uds;

import io.doip4j.core.LogicalAddress;
import java.time.Duration;

/** A wait for an answer came to its end. */
public final class UdsTimeoutException extends UdsException {
    private static final long serialVersionUID = 1L;

    /** Which wait it was. */
    public enum Wait {
        /** P6: from the acknowledgement of the transport to the first answer. */
        RESPONSE,
        /** P6*: from a negative response 0x78 to the next answer. */
        AFTER_PENDING,
        /** More negative responses 0x78 came than the options allow. */
        PENDING_LIMIT,
        /** The overall limit of the options, from the call to the result. */
        OVERALL,
        /** The transport neither took the request over nor refused it. */
        TRANSPORT
    }

    private final Wait kind;
    private final Duration waited;

    /**
     * An exception.
     *
     * @param target whom the request was for
     * @param kind which wait it was
     * @param waited how long that wait was
     * @param message what was wrong, and what to do about it
     */
    public UdsTimeoutException(LogicalAddress target, Wait kind, Duration waited, String message) {
        super(target, message);
        this.kind = kind;
        this.waited = waited;
    }

    /**
     * Which wait it was.
     *
     * @return the wait
     */
    public Wait kind() {
        return kind;
    }

    /**
     * How long that wait was: P6, P6*, the overall limit.
     *
     * @return more than zero
     */
    public Duration waited() {
        return waited;
    }
}
