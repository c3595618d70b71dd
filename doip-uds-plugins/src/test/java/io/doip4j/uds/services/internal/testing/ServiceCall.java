package io.doip4j.uds.services.internal.testing;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.UdsServiceProvider;

/** One call of one service of a new ECU, and what came of it. */
public record ServiceCall(Bytes response, FakeExchange exchange) {

    public static ServiceCall of(
            UdsServiceProvider provider, EcuDefinition definition, Session active, String requestHex) {
        FakeEcu ecu = FakeEcu.of(definition, provider).in(active);
        FakeExchange exchange = ecu.exchange();
        return new ServiceCall(Bytes.hex(ecu.ask(requestHex, exchange)), exchange);
    }
}
