package io.doip4j.client;

/** The connection is gone: the entity closed or reset it, or this tester did, and the message says why. */
public final class ConnectionClosedException extends DoipException {
    private static final long serialVersionUID = 1L;

    private final boolean byEntity;

    /**
     * An exception.
     *
     * @param message what happened, and what to do
     * @param byEntity whether the entity ended the connection
     */
    public ConnectionClosedException(String message, boolean byEntity) {
        super(message);
        this.byEntity = byEntity;
    }

    /**
     * Who ended the connection.
     *
     * @return true for the entity (or the network), false for this tester
     */
    public boolean byEntity() {
        return byEntity;
    }
}
