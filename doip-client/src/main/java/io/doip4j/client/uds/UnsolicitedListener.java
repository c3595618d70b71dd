package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;

/**
 * Hears what no request waits for: periodic data, responses on event, and answers that came too late or belong to no request
 * of this client.
 */
@FunctionalInterface
public interface UnsolicitedListener {
    /**
     * A message came. Called on the executor of the options, one at a time and in the order of arrival.
     *
     * @param source who sent it
     * @param message the whole message, 1 byte or more
     */
    void message(LogicalAddress source, Bytes message);

    /**
     * Periodic data came in a message of their own type, 0x8004. Called as {@link #message}.
     *
     * @param source who sent them
     * @param data periodic identifier and data, 1 byte or more
     */
    default void periodic(LogicalAddress source, Bytes data) {}
}
