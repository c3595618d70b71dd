package io.doip4j.client.uds;

/** Hears how far a transfer is. */
@FunctionalInterface
public interface TransferProgress {
    /**
     * A block is through. Called by the thread that called the blocking method, or on the executor of the options.
     *
     * @param done bytes so far
     * @param total bytes in all
     */
    void progress(long done, long total);
}
