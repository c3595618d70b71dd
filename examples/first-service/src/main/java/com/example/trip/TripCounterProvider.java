package com.example.trip;

import com.google.auto.service.AutoService;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;

/** What a server finds: it describes the service, and makes one for every ECU. */
@AutoService(UdsServiceProvider.class)
public final class TripCounterProvider implements UdsServiceProvider {
    static final int READ = 0x01;
    static final int CLEAR = 0x02;

    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(0xBB)
                .subFunction(READ)
                .subFunction(CLEAR, Sessions.of(Session.EXTENDED))
                .build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        return new TripCounterService();
    }
}
