package io.doip4j.client;

import io.doip4j.client.uds.UdsException;
import org.jspecify.annotations.Nullable;

/**
 * Something did not go as it should between tester and DoIP entity. The subclasses say what, with its codes:
 * {@link ConnectionFailedException}, {@link RoutingActivationDeniedException}, {@link DiagnosticNackException},
 * {@link HeaderNackException}, {@link DoipTimeoutException}, {@link ConnectionClosedException},
 * {@link QueueFullException} and {@link DoipInterruptedException}, and those of UDS, {@link UdsException}.
 */
public sealed class DoipException extends RuntimeException
        permits ConnectionClosedException,
                ConnectionFailedException,
                DiagnosticNackException,
                DoipInterruptedException,
                DoipTimeoutException,
                HeaderNackException,
                QueueFullException,
                RoutingActivationDeniedException,
                UdsException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception.
     *
     * @param message what was wrong, where, and what to do about it
     */
    public DoipException(String message) {
        super(message);
    }

    /**
     * An exception with its cause.
     *
     * @param message what was wrong, where, and what to do about it
     * @param cause what the system says; null if it says nothing
     */
    protected DoipException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
