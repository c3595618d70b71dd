package io.doip4j.client.internal;

/** Something that waits for the entity. */
interface Waiting {
    /** Ends the waiting. */
    void fail(Failure why);
}
