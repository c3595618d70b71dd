package io.doip4j.benchmarks.subject;

import io.doip4j.benchmarks.process.Line;
import io.doip4j.benchmarks.process.Worker;
import io.doip4j.core.Bytes;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.vehicle.stub.EcuStubs;
import io.doip4j.vehicle.stub.Stubs;
import java.io.IOException;
import java.time.Duration;

/**
 * The complete server: all checks, the UDS engine, every shipped service, a listener, one event loop. Arguments are
 * name=value:
 *
 * <ul>
 *   <li>{@code ecus}: ECUs, from 0x1000 on, 1 by default
 *   <li>{@code dids}: data identifiers besides 0xF190, spread over two ECUs beyond 50,000; 10 by default
 *   <li>{@code stubs}: stubs, one of which answers {@code 22 F1 90}; none by default
 *   <li>{@code burn}, {@code waste}: nanoseconds and bytes that the listener takes on top for each message, to see whether a
 *       measurement notices
 * </ul>
 */
public final class CompleteServer {
    static final Bytes VIN = Bytes.ascii("WDOIP000000000001");

    private static final int MAX_SOCKETS = 8192;
    private static final int FIRST_ECU = 0x1000;
    private static final int MAX_DIDS_OF_ONE = 50_000;
    private static final int FIRST_DID = 0x0100;
    private static final int VIN_DID = 0xF190;

    private CompleteServer() {}

    /**
     * Serves until the input ends.
     *
     * @param args name=value
     * @throws IOException if the input cannot be read
     */
    public static void main(String... args) throws IOException {
        Worker worker = Worker.ofThisProcess();
        Line options = Worker.arguments(args);
        try (DoipServer server = builder(options).build().startDaemon()) {
            worker.serve(Line.of("ready").with("port", server.port()));
        }
    }

    static DoipServerBuilder builder(Line options) {
        DoipServerBuilder builder = DoipServer.builder()
                .port(0)
                .logicalAddress(FIRST_ECU)
                .vin(VIN.toAscii())
                .anyTester()
                .maxSockets(MAX_SOCKETS)
                .identificationDelay(Duration.ZERO)
                .udpAnswersPerSecond(0)
                .service(new AcceptAllTransfers())
                .listener(new CountingListener(options.number("burn", 0), options.number("waste", 0)));
        int dids = Math.toIntExact(options.number("dids", 10));
        int ecus = Math.max(Math.toIntExact(options.number("ecus", 1)), (dids + MAX_DIDS_OF_ONE - 1) / MAX_DIDS_OF_ONE);
        for (int i = 0; i < ecus; i++) {
            builder.ecu(ecu(FIRST_ECU + i, Math.min(MAX_DIDS_OF_ONE, dids)));
            dids -= Math.min(MAX_DIDS_OF_ONE, dids);
        }
        int stubs = Math.toIntExact(options.number("stubs", 0));
        return stubs == 0 ? builder : stubs(stubs).attachTo(builder);
    }

    private static EcuDefinition ecu(int address, int dids) {
        EcuDefinition.Builder ecu = EcuDefinition.builder(address).data(VIN_DID, VIN);
        for (int id = FIRST_DID; id < FIRST_DID + dids; id++) {
            ecu.data(id, Bytes.of(id >> 8, id & 0xFF));
        }
        return ecu.build();
    }

    private static Stubs stubs(int count) {
        Stubs stubs = new Stubs();
        EcuStubs ecu = stubs.ecu(FIRST_ECU);
        ecu.when("22 F1 90").thenRespond("62 F1 90 " + VIN.toHex());
        for (int i = 1; i < count; i++) {
            ecu.when(String.format("31 01 %02X %02X %02X", i >> 16, (i >> 8) & 0xFF, i & 0xFF))
                    .thenRespond("71 01 00");
        }
        return stubs;
    }
}
