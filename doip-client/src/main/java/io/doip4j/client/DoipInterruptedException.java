package io.doip4j.client;

/** The thread was interrupted while it waited. Its interrupt status is set again. */
public final class DoipInterruptedException extends DoipException {
    private static final long serialVersionUID = 1L;

    /** An exception. */
    public DoipInterruptedException() {
        super("interrupted while waiting for a DoIP entity");
    }
}
