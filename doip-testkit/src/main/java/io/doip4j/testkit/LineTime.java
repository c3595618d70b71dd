package io.doip4j.testkit;

import io.doip4j.server.spi.DoipPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The time that one socket of a tester waits on, and the account of what went through it. */
interface LineTime {
    /** What 146 years are at most: two moments have to stay comparable. */
    long LONGEST_NANOS = Long.MAX_VALUE / 2;

    /** Waits in real time until the socket is ready; 0 only looks. */
    @FunctionalInterface
    interface RealWait {
        boolean ready(long millis) throws IOException;
    }

    /** The moment at which a wait is over. */
    long deadline(Duration timeout);

    /**
     * Lets time pass until there may be something to read.
     *
     * @return false if the deadline has come
     */
    boolean await(RealWait socket, long deadline) throws IOException;

    /**
     * Lets time pass until there may be room to write, or a connection.
     *
     * @return false if the deadline has come
     */
    boolean awaitRoom(RealWait socket, long deadline) throws IOException;

    /** Something was sent: bytes by TCP, datagrams by UDP. */
    void sent(long count);

    /** Something was received. */
    void received(long count);

    /** The socket was closed. */
    void closed();

    static long nanos(Duration timeout) {
        return Math.max(0, Math.min(TimeUnit.NANOSECONDS.convert(timeout), LONGEST_NANOS));
    }

    /** The time of the JVM. */
    static LineTime real() {
        return new RealLineTime();
    }

    /** The time of a clock that is moved by hand, which knows the socket by its port. */
    static LineTime virtual(VirtualClock clock, DoipPeer.Transport transport, int port) {
        return new VirtualLineTime(clock, clock.traffic().ofTester(transport, port));
    }
}
