package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import java.time.Duration;
import java.util.Optional;

/**
 * The times that a server gives for the session that it has changed to (ISO 14229-1, service 0x10).
 *
 * @param p2 P2_server: its first answer takes no longer; empty if the server does not say, as in the edition of 2006, or was
 *     asked for no answer
 * @param p2Star P2*_server: an answer after a 0x78 takes no longer; empty likewise
 */
public record SessionTiming(Optional<Duration> p2, Optional<Duration> p2Star) {
    static final SessionTiming UNKNOWN = new SessionTiming(Optional.empty(), Optional.empty());

    private static final int LENGTH = 6;
    private static final int P2_STAR_MILLIS = 10;

    /** Reads a positive response to DiagnosticSessionControl. Times may be missing, half of them may not. */
    static SessionTiming read(ResponseReader response) {
        response.skip(1);
        if (!response.hasMore()) {
            return UNKNOWN;
        }
        Bytes times = response.bytes(4);
        return of(times.u16(0), times.u16(2));
    }

    static SessionTiming read(Bytes message) {
        return message.length() < LENGTH ? UNKNOWN : of(message.u16(2), message.u16(4));
    }

    private static SessionTiming of(int p2, int p2Star) {
        return new SessionTiming(
                Optional.of(Duration.ofMillis(p2)), Optional.of(Duration.ofMillis((long) P2_STAR_MILLIS * p2Star)));
    }
}
