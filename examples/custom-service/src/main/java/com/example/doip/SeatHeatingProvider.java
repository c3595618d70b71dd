package com.example.doip;

import com.google.auto.service.AutoService;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;

/**
 * What the server finds: tells it about the service, and makes one service for every ECU.
 *
 * <p>{@code @AutoService} writes the name of this class into {@code META-INF/services/io.doip4j.uds.spi.UdsServiceProvider}
 * of the jar. That is all it takes: put the jar on the class path of a server, or into a directory for
 * {@code doip serve --plugin-path DIR}. The class must be public, and so must be its constructor without parameters.
 */
@AutoService(UdsServiceProvider.class)
public final class SeatHeatingProvider implements UdsServiceProvider {
    /** ISO 14229-1 leaves 0xBA..0xBE to system suppliers. */
    static final int SERVICE_ID = 0xBA;

    static final int SET_LEVEL = 0x01;
    static final int READ_LEVEL = 0x02;

    /** Service identifier, sub-function, seat. */
    private static final int SHORTEST_REQUEST = 3;

    // A configuration names the provider by its id, for example to prefer it to another one for the same service.
    @Override
    public String id() {
        return "example.seat-heating";
    }

    // What is declared here the server checks, in the order of the standard, before it calls the service:
    //   BA           -> 7F BA 13  too short for a sub-function
    //   BA 03 00     -> 7F BA 12  no such sub-function
    //   BA 01 00 02  -> 7F BA 7E  in the default session: levels are set in the extended one
    //   BA 02        -> 7F BA 13  shorter than the minimum length
    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(SERVICE_ID)
                .subFunction(SET_LEVEL, Sessions.of(Session.EXTENDED))
                .subFunction(READ_LEVEL)
                .minLength(SHORTEST_REQUEST)
                // The service only touches memory. Leave this out if yours waits for anything: it then runs on a thread
                // of
                // its own, and the server tells the tester to be patient (NRC 0x78) when it takes long.
                .nonBlocking()
                .build();
    }

    // Called once for every ECU, when the server starts. State belongs to the service and never into static fields: one
    // JVM may run many ECUs.
    @Override
    public UdsService create(EcuContext ecu) {
        SeatHeating heating = new SeatHeating();
        // The same levels can also be read by ReadDataByIdentifier: 22 FD 10.
        ecu.dataIdentifiers().register(new SeatLevels(heating));
        // Heating that a tester switched on ends with its session: on request, after S3 without a request, or by a
        // reset.
        ecu.sessions().onTransition((from, to, cause) -> {
            if (to.isDefault()) {
                heating.switchOff();
            }
        });
        return new SeatHeatingService(heating);
    }
}
