package io.doip4j.vehicle.stub;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.server.spi.DoipPeer;
import java.time.Duration;
import java.util.Locale;

/**
 * A diagnostic message that a server received or sent.
 *
 * @param number the how many-th message of its recorder it is, from 1 on
 * @param time when, on the clock of the server, since it was started
 * @param direction received or sent
 * @param peer the connection of the tester
 * @param source source address: the tester's for a request, the ECU's for a response
 * @param target target address: that of an ECU or a group for a request, the tester's for a response
 * @param userData the request or response, with its service identifier
 */
public record RecordedMessage(
        long number,
        Duration time,
        Direction direction,
        DoipPeer peer,
        LogicalAddress source,
        LogicalAddress target,
        Bytes userData) {
    /** Which way a message went. */
    public enum Direction {
        /** From a tester to the server. */
        REQUEST,
        /** From the server to a tester. */
        RESPONSE
    }

    /** One line: {@code #3 +1.204 s 0x0E80 -> 0x1001 22 F1 90}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "#%d +%.3f s %s -> %s %s", number, time.toNanos() / 1e9, source, target, userData);
    }
}
