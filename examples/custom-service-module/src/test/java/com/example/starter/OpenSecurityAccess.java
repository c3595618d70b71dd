package com.example.starter;

import io.doip4j.uds.ServiceId;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;

/** SecurityAccess that takes every key: what unlocks the level is not the business of these tests. */
final class OpenSecurityAccess implements UdsServiceProvider {
    static final int REQUEST_SEED = 0x01;
    static final int SEND_KEY = 0x02;

    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(ServiceId.SECURITY_ACCESS.value())
                .subFunction(REQUEST_SEED)
                .subFunction(SEND_KEY)
                .nonBlocking()
                .build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        return (request, exchange) -> {
            if (request.subFunction() == REQUEST_SEED) {
                return request.positiveResponse(REQUEST_SEED, 0x01);
            }
            exchange.unlock(REQUEST_SEED);
            return request.positiveResponse(SEND_KEY);
        };
    }
}
