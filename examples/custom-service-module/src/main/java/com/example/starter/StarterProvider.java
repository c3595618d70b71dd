package com.example.starter;

import com.google.auto.service.AutoService;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;

/** The service that controls the starter. It also adds data identifiers and a routine to shipped services. */
@AutoService(UdsServiceProvider.class)
public final class StarterProvider implements UdsServiceProvider {
    static final int SERVICE_ID = 0xBC;

    static final int START = 0x01;
    static final int STOP = 0x02;
    static final int AWAIT_STOP = 0x03;

    /** The level that SecurityAccess unlocks with {@code 27 01} and {@code 27 02}. */
    private static final int SECURITY_LEVEL = 0x01;

    /** For the server that finds it. */
    public StarterProvider() {}

    @Override
    public String id() {
        return "example.starter";
    }

    // Whoever may not start gets 7F BC 7E (session) or 7F BC 33 (security); everybody may stop.
    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(SERVICE_ID)
                .subFunction(START, Sessions.of(Session.EXTENDED), Access.securityLevel(SECURITY_LEVEL))
                .subFunction(STOP)
                .subFunction(AWAIT_STOP)
                .physicalOnly()
                .nonBlocking()
                .build();
    }

    // For an ECU without starter the service does not exist: 7F BC 11.
    @Override
    public boolean appliesTo(EcuContext ecu) {
        return StarterSettings.of(ecu).longestTime() > 0;
    }

    @Override
    public UdsService create(EcuContext ecu) {
        Starter starter = Starter.of(ecu);
        ecu.dataIdentifiers().register(new StarterData(starter));
        BatteryVoltage voltage = new BatteryVoltage(starter, ecu.scheduler());
        ecu.dataIdentifiers().register(voltage);
        ecu.routines().register(new BatteryCheck(voltage));
        ecu.sessions().onTransition((from, to, cause) -> {
            if (to.isDefault()) {
                starter.stop();
            }
        });
        return new StarterService(starter, StarterSettings.of(ecu));
    }
}
