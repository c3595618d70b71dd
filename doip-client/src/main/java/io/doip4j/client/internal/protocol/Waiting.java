package io.doip4j.client.internal.protocol;

/** Something that waits for the entity. */
interface Waiting {
    /** Ends the waiting. */
    void fail(Failure why);
}
