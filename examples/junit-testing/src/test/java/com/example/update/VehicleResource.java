package com.example.update;

import io.doip4j.client.DoipConnection;
import io.doip4j.testkit.DoipServerHandle;
import io.doip4j.testkit.DoipTestResource;

/** Lets tests have a connected {@link Vehicle} as a parameter; named in META-INF/services. */
public final class VehicleResource implements DoipTestResource<Vehicle> {
    @Override
    public Class<Vehicle> type() {
        return Vehicle.class;
    }

    @Override
    public Vehicle create(DoipServerHandle server) {
        return Vehicle.connect(DoipConnection.builder(server.tcpAddress()));
    }
}
