package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import org.jspecify.annotations.Nullable;

/** The target answered this service, but not this request: the echo of sub-function, identifier or block is another one. No answer with the right
 * echo came within P6. */
public final class UdsUnexpectedResponseException extends UdsException {
    private static final long serialVersionUID = 1L;

    private final byte[] response;

    /**
     * An exception.
     *
     * @param target who answered
     * @param response the answer
     * @param message what was wrong, and what to do about it
     * @param cause what came before, if anything
     */
    public UdsUnexpectedResponseException(
            LogicalAddress target, Bytes response, String message, @Nullable Throwable cause) {
        super(target, message, cause);
        this.response = response.toArray();
    }

    /**
     * The answer.
     *
     * @return the whole message
     */
    public Bytes response() {
        return Bytes.copyOf(response);
    }
}
