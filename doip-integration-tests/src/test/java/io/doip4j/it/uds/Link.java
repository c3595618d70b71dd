package io.doip4j.it.uds;

import io.doip4j.core.Bytes;
import io.doip4j.uds.spi.Addressing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The way between the testers and the ECU of one conversation. */
interface Link extends AutoCloseable {
    /**
     * A message from the ECU.
     *
     * @param data the UDS response
     * @param at when it came, on the link's clock
     */
    record Received(Bytes data, Duration at) {}

    /** The tester makes its connection. */
    void connect(Tester tester);

    /** The tester closes its connection; what it has not taken is lost. */
    void disconnect(Tester tester);

    void send(Tester tester, Addressing addressing, Bytes request);

    /** The next message for a tester; null if none comes until a moment. */
    @Nullable
    Received receive(Tester tester, Duration until);

    /** The time on the link's clock. */
    Duration now();

    /** By how much a moment may be missed. */
    Duration slack();

    @Override
    void close();
}
