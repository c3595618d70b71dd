package io.doip4j.client;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationResponse;

/** What an entity decided on a routing activation request (ISO 13400-2, routing activation response codes). */
public sealed interface RoutingActivationResult {
    /**
     * The code of the response.
     *
     * @return the code, also a reserved or a manufacturer specific one
     */
    RoutingActivationCode code();

    /**
     * The entity.
     *
     * @return its logical address
     */
    LogicalAddress entity();

    /**
     * What the manufacturer adds.
     *
     * @return four bytes, or none
     */
    Bytes manufacturerData();

    /**
     * Insists on routing.
     *
     * @return this result, if routing is active
     * @throws RoutingActivationDeniedException if it is not
     */
    default Activated orThrow() {
        throw new RoutingActivationDeniedException(code());
    }

    /**
     * The result that a response stands for.
     *
     * @param response the response
     * @return the result
     */
    static RoutingActivationResult of(RoutingActivationResponse response) {
        RoutingActivationCode code = response.code();
        LogicalAddress entity = response.entity();
        Bytes data = response.manufacturerData();
        if (code.equals(RoutingActivationCode.ACTIVATED)) {
            return new Activated(entity, data);
        } else if (code.equals(RoutingActivationCode.CONFIRMATION_PENDING)) {
            return new ConfirmationPending(entity, data);
        } else if (code.equals(RoutingActivationCode.TLS_REQUIRED)) {
            return new TlsRequired(entity, data);
        }
        return new Denied(code, entity, data);
    }

    /**
     * Routing is active, code 0x10.
     *
     * @param entity logical address of the entity
     * @param manufacturerData four bytes, or none
     */
    record Activated(LogicalAddress entity, Bytes manufacturerData) implements RoutingActivationResult {
        @Override
        public RoutingActivationCode code() {
            return RoutingActivationCode.ACTIVATED;
        }

        @Override
        public Activated orThrow() {
            return this;
        }
    }

    /**
     * Nobody has confirmed it in the vehicle yet, code 0x11, although the request was repeated as often as configured.
     * Routing is not active.
     *
     * @param entity logical address of the entity
     * @param manufacturerData four bytes, or none
     */
    record ConfirmationPending(LogicalAddress entity, Bytes manufacturerData) implements RoutingActivationResult {
        @Override
        public RoutingActivationCode code() {
            return RoutingActivationCode.CONFIRMATION_PENDING;
        }
    }

    /**
     * It takes a TLS connection, code 0x07, and none is configured, or this is one already.
     *
     * @param entity logical address of the entity
     * @param manufacturerData four bytes, or none
     */
    record TlsRequired(LogicalAddress entity, Bytes manufacturerData) implements RoutingActivationResult {
        @Override
        public RoutingActivationCode code() {
            return RoutingActivationCode.TLS_REQUIRED;
        }
    }

    /**
     * Denied with another code. With most of them the entity closes the connection.
     *
     * @param code the reason as received
     * @param entity logical address of the entity
     * @param manufacturerData four bytes, or none
     */
    record Denied(RoutingActivationCode code, LogicalAddress entity, Bytes manufacturerData)
            implements RoutingActivationResult {}
}
