package io.doip4j.benchmarks.subject;

import io.doip4j.core.Bytes;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;

/** TransferData that takes every block in every session, so that a measurement sees the way to the service and nothing else. */
final class AcceptAllTransfers implements UdsServiceProvider {
    private static final int SERVICE = 0x36;

    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(SERVICE)
                .allSessions()
                .minLength(2)
                .nonBlocking()
                .build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        return (request, exchange) ->
                PositiveResponse.to(SERVICE, Bytes.of(request.message().u8(1)));
    }
}
