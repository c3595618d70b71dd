package io.doip4j.core.codec;

import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DoipMessage;

/** What {@link DatagramReader} made of a datagram. */
public sealed interface DatagramResult {
    /**
     * A well-formed message.
     *
     * @param version its protocol version
     * @param message the message
     */
    record Message(ProtocolVersion version, DoipMessage message) implements DatagramResult {}

    /**
     * A message that broke a rule of the generic header.
     *
     * @param violation the rule, and the answer
     */
    record Refused(HeaderViolation violation) implements DatagramResult {}

    /**
     * A datagram that gets no answer: too short for a header, or of a type that must not be answered.
     *
     * @param reason why, for a log
     */
    record Ignored(String reason) implements DatagramResult {}
}
