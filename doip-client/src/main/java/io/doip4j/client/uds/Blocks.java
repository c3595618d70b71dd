package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import java.io.Closeable;

/** What goes through TransferData in one direction, block by block. Used by one thread at a time. */
interface Blocks extends Closeable {
    boolean hasNext();

    /** What the next request carries behind its block counter. */
    Bytes next();

    /** The positive answer, from behind its block counter on. */
    void answered(ResponseReader response);

    /** How many bytes are through. */
    long done();
}
