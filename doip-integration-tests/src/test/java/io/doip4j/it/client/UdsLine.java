package io.doip4j.it.client;

import io.doip4j.client.DoipConnection;
import io.doip4j.client.uds.UdsClient;
import io.doip4j.core.LogicalAddress;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;

/** A running server and a client that is connected to it. */
record UdsLine(DoipServer server, DoipConnection connection, UdsClient ecu) implements AutoCloseable {
    private static final int ECU = 0x1000;

    static UdsLine to(DoipServerBuilder builder) {
        DoipServer server = builder.port(0).announce(false).build().startDaemon();
        DoipConnection connection = connect(server, 0x0E00);
        return new UdsLine(server, connection, UdsClient.of(connection, ECU));
    }

    static DoipConnection connect(DoipServer server, int tester) {
        return DoipConnection.builder(server.tcpAddress())
                .testerAddress(LogicalAddress.of(tester).value())
                .connect();
    }

    @Override
    public void close() {
        ecu.close();
        connection.close();
        server.close();
    }
}
