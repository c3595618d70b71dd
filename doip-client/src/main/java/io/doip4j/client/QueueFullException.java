package io.doip4j.client;

/** Too many messages wait for being sent or acknowledged. Nothing was sent. */
public final class QueueFullException extends DoipException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception.
     *
     * @param limit how many messages may wait
     */
    public QueueFullException(int limit) {
        super(limit + " messages wait for being sent or acknowledged already; wait for some of them, or allow more with"
                + " maxOutstanding");
    }
}
