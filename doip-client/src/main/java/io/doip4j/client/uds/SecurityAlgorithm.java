package io.doip4j.client.uds;

import io.doip4j.core.Bytes;

/** Computes the key that unlocks a security level. */
@FunctionalInterface
public interface SecurityAlgorithm {
    /**
     * Computes the key. Called by the thread that called the blocking method, or on the executor of the options.
     *
     * @param level the security level: sub-function of the seed request, odd
     * @param seed what the ECU sent, not all zero
     * @param parameters what the call of {@link UdsSecurity#unlock} gave: the record sent with the seed request
     * @return the key, as long as the ECU wants it
     * @throws RuntimeException of any kind if it cannot; the caller of the client gets it
     */
    Bytes key(int level, Bytes seed, Bytes parameters);
}
