package io.doip4j.core.codec;

import io.doip4j.core.message.GenericNack;
import io.doip4j.core.message.GenericNackCode;

/**
 * A message that broke a rule of the generic header, with the answer that an entity owes its sender. A tester never sends
 * that answer: it drops the message, and closes the connection where this says so.
 *
 * @param header the header as received
 * @param code the first rule that was broken
 * @param closesSocket whether a TCP connection is closed after the answer: for an entity with a broken pattern or an
 *     impossible length, for a tester with a broken pattern only. If not, the message is skipped by its length and the
 *     stream goes on
 */
public record HeaderViolation(DoipHeader header, GenericNackCode code, boolean closesSocket) {
    /**
     * What an entity answers.
     *
     * @return the negative acknowledge
     */
    public GenericNack answer() {
        return new GenericNack(code);
    }
}
