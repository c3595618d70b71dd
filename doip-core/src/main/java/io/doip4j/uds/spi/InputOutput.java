package io.doip4j.uds.spi;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;

/**
 * An input or output of the ECU that a tester can take control of (ISO 14229-1, service 0x2F). It is a {@link DataRecord}
 * too, so that one object can be registered as data identifier as well; {@link #read} gives the value that is effective
 * now, controlled or not. One that cannot be read by identifier says so with {@link #readableIn}.
 *
 * <p>It has one element or several. With several, a mask tells which of them are meant: one bit each, the highest bit of
 * the first byte is the first element. An empty mask means all of them.
 *
 * <p>Thread rule: one call at a time per ECU, on the event loop: it must return at once.
 */
public interface InputOutput extends DataRecord {
    /**
     * The sessions in which it can be controlled; elsewhere it does not exist for the service (NRC 0x31). Whoever leaves
     * them has control returned.
     *
     * @return all but the default session, unless overridden
     */
    default Sessions controllableIn() {
        return Sessions.nonDefault();
    }

    /**
     * What a tester needs to control it (else NRC 0x33, 0x34 or 0x38).
     *
     * @return nothing, unless overridden
     */
    default Access controlAccess() {
        return Access.free();
    }

    /**
     * How many elements can be controlled one by one.
     *
     * @return 1, unless overridden: requests have no mask; with n more than 1 they have one of (n + 7) / 8 bytes
     */
    default int elements() {
        return 1;
    }

    /**
     * Gives control back to the ECU (0x00). Also called when a session ends; no effect if nothing is controlled.
     *
     * @param mask the elements; empty for all
     */
    void returnControl(Bytes mask);

    /**
     * Takes control and sets the default value (0x01).
     *
     * @param mask the elements; empty for all
     * @param exchange the request that asks
     * @throws NegativeResponseException if it is not possible; by default always NRC 0x31
     */
    default void resetToDefault(Bytes mask, UdsExchange exchange) {
        throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
    }

    /**
     * Takes control and keeps the value of now (0x02).
     *
     * @param mask the elements; empty for all
     * @param exchange the request that asks
     * @throws NegativeResponseException if it is not possible; by default always NRC 0x31
     */
    default void freeze(Bytes mask, UdsExchange exchange) {
        throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
    }

    /**
     * Takes control and sets a value (0x03).
     *
     * @param state the value for all elements, even if the mask selects only some
     * @param mask the elements; empty for all
     * @param exchange the request that asks
     * @throws NegativeResponseException if the length (NRC 0x13), the value (NRC 0x31) or the conditions are wrong; by
     *     default always NRC 0x31
     */
    default void adjust(Bytes state, Bytes mask, UdsExchange exchange) {
        throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
    }
}
