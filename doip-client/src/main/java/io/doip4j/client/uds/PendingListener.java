package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;

/** Hears that a target needs more time: negative response 0x78, requestCorrectlyReceived-ResponsePending. */
@FunctionalInterface
public interface PendingListener {
    /**
     * A target needs more time. Called on the executor of the options, for one request in order; the wait for the answer goes
     * on meanwhile.
     *
     * @param target who answered
     * @param request what was asked for
     * @param count how often it has said so for this request, 1 or more
     */
    void pending(LogicalAddress target, Bytes request, int count);
}
