package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import org.jspecify.annotations.Nullable;

/** The target answered this request, but the answer cannot be read. */
public final class UdsMalformedResponseException extends UdsException {
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
    public UdsMalformedResponseException(
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
