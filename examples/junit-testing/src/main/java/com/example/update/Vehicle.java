package com.example.update;

import io.doip4j.client.ConnectionClosedException;
import io.doip4j.client.DoipConnection;
import io.doip4j.client.DoipConnectionBuilder;
import io.doip4j.client.ReconnectPolicy;
import io.doip4j.client.VehicleDiscovery;
import io.doip4j.client.uds.Did;
import io.doip4j.client.uds.DidCodec;
import io.doip4j.client.uds.DtcReport;
import io.doip4j.client.uds.KeepAlive;
import io.doip4j.client.uds.UdsClient;
import io.doip4j.core.Bytes;
import io.doip4j.uds.Dtc;
import io.doip4j.uds.Session;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/** A vehicle that is connected, and what an update check does with its ECUs. Close it at the end. */
public final class Vehicle implements AutoCloseable {
    /** The address of this tester. */
    public static final int TESTER = 0x0E80;

    private static final Did<String> PART_NUMBER = Did.of(0xF187, DidCodec.ascii());
    private static final Did<String> SERIAL_NUMBER = Did.of(0xF18C, DidCodec.ascii());
    private static final Did<String> SOFTWARE_VERSION = Did.of(0xF195, DidCodec.ascii());
    private static final int CONFIRMED = 0x08;
    private static final int CHECK_PRECONDITIONS = 0x0203;
    private static final Bytes FULFILLED = Bytes.of(0x00);
    /** A gateway that was reset is back in a moment, or not at all. */
    private static final ReconnectPolicy RECONNECT =
            new ReconnectPolicy(5, Duration.ofMillis(100), Duration.ofSeconds(1));

    private final DoipConnection connection;
    private final UdsClient gateway;

    private Vehicle(DoipConnection connection) {
        this.connection = connection;
        this.gateway = UdsClient.of(
                connection, connection.entityAddress().orElseThrow().value());
    }

    /**
     * Connects to the first vehicle that is found.
     *
     * @throws NoSuchElementException if there is none
     */
    public static Vehicle find(VehicleDiscovery search) {
        return search.discover().stream()
                .findFirst()
                .map(found -> connect(found.entity().connection()))
                .orElseThrow(() -> new NoSuchElementException("no vehicle answers: is the ignition on?"));
    }

    /** Connects to the gateway of a vehicle. */
    public static Vehicle connect(DoipConnectionBuilder gateway) {
        return new Vehicle(gateway.testerAddress(TESTER).reconnect(RECONNECT).connect());
    }

    /** Asks an ECU who it is. */
    public EcuIdentity identify(int ecu) {
        UdsClient client = gateway.target(ecu);
        return repeatable(() -> new EcuIdentity(
                ecu,
                client.data().read(PART_NUMBER),
                client.data().read(SERIAL_NUMBER),
                client.data().read(SOFTWARE_VERSION)));
    }

    /** The confirmed trouble codes of an ECU. */
    public List<Dtc> faults(int ecu) {
        return repeatable(() -> gateway.target(ecu).dtcs().byStatus(CONFIRMED)).entries().stream()
                .map(DtcReport.Entry::dtc)
                .toList();
    }

    /** Clears all trouble codes of an ECU. */
    public void clearFaults(int ecu) {
        gateway.target(ecu).dtcs().clear();
    }

    /** Lets an ECU check whether it could be programmed now. That may take a minute. */
    public boolean isReadyForUpdate(int ecu) {
        UdsClient client = gateway.target(ecu);
        client.session(Session.EXTENDED);
        KeepAlive keepAlive = client.keepAlive();
        try {
            return client.routines().start(CHECK_PRECONDITIONS, Bytes.EMPTY).equals(FULFILLED);
        } finally {
            keepAlive.close();
            client.session(Session.DEFAULT);
        }
    }

    /** Reading twice does no harm: what is lost with a connection is asked for again on the next one. */
    private static <T> T repeatable(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ConnectionClosedException lost) {
            return reading.get();
        }
    }

    @Override
    public void close() {
        gateway.close();
        connection.close();
    }
}
