package io.doip4j.uds.services;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.UdsServiceProvider;

/** One call of a service as the engine makes it, and what came of it. */
record ServiceCall(Bytes response, FakeExchange exchange) {

    static ServiceCall of(UdsServiceProvider provider, EcuDefinition ecu, Session active, String requestHex)
            throws Exception {
        UdsRequest request = new UdsRequest(Bytes.hex(requestHex));
        FakeExchange exchange = new FakeExchange(active);
        UdsResult result;
        try {
            result = provider.create(FakeEcu.of(ecu, active)).handle(request, exchange);
        } catch (NegativeResponseException e) {
            result = request.negativeResponse(e.nrc());
        }
        return new ServiceCall(((UdsResponse) result).message(), exchange);
    }
}
