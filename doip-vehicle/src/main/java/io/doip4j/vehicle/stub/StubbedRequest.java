package io.doip4j.vehicle.stub;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.server.spi.UdsInterceptor.TakenRequest;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.Addressing;

/** A request that a stub answers. Immutable, safe for use by any thread. */
public final class StubbedRequest {
    private final Bytes message;
    private final BytePattern pattern;
    private final TakenRequest taken;

    StubbedRequest(Bytes message, BytePattern pattern, TakenRequest taken) {
        this.message = message;
        this.pattern = pattern;
        this.taken = taken;
    }

    /**
     * The request with its service identifier.
     *
     * @return one or more bytes
     */
    public Bytes message() {
        return message;
    }

    /**
     * A part of the request that the pattern of the stub gives a name.
     *
     * @param name the name; {@code *} for a rest that has none
     * @return the bytes; a rest may be empty
     * @throws IllegalArgumentException if the pattern has no such name
     */
    public Bytes captured(String name) {
        return pattern.captured(name, message);
    }

    /**
     * Who asks.
     *
     * @return the source address of the tester
     */
    public LogicalAddress tester() {
        return taken.tester();
    }

    /**
     * The ECU that answers.
     *
     * @return its physical address
     */
    public LogicalAddress ecu() {
        return taken.ecu();
    }

    /**
     * The address that the request was sent to.
     *
     * @return the ECU's own, or that of a functional group
     */
    public LogicalAddress target() {
        return taken.target();
    }

    /**
     * Whether the request was for this ECU alone or for a group.
     *
     * @return the addressing
     */
    public Addressing addressing() {
        return taken.addressing();
    }

    /**
     * The session of the ECU when the request came.
     *
     * @return the session
     */
    public Session session() {
        return taken.session();
    }

    /** The request in hexadecimal, from whom and to whom. */
    @Override
    public String toString() {
        return message + " from " + tester() + " to " + target();
    }
}
