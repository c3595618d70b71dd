package io.doip4j.client.uds;

import io.doip4j.client.DoipException;
import io.doip4j.core.LogicalAddress;
import org.jspecify.annotations.Nullable;

/** A request did not get the answer that it needs. The subclasses say why, with their codes. */
public sealed class UdsException extends DoipException
        permits UdsMalformedResponseException,
                UdsNegativeResponseException,
                UdsTimeoutException,
                UdsUnexpectedResponseException {
    private static final long serialVersionUID = 1L;

    private final int target;

    /**
     * An exception.
     *
     * @param target whom the request was for: an ECU or a functional group
     * @param message what was wrong, and what to do about it
     */
    public UdsException(LogicalAddress target, String message) {
        super(message);
        this.target = target.value();
    }

    /**
     * An exception with a cause.
     *
     * @param target whom the request was for: an ECU or a functional group
     * @param message what was wrong, and what to do about it
     * @param cause what came before, if anything
     */
    public UdsException(LogicalAddress target, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.target = target.value();
    }

    /**
     * Whom the request was for.
     *
     * @return logical address of an ECU or of a functional group
     */
    public LogicalAddress target() {
        return LogicalAddress.of(target);
    }
}
