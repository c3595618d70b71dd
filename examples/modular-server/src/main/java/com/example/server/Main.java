package com.example.server;

import io.doip4j.core.Bytes;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.uds.ecu.EcuDefinition;

/** A gateway with one ECU behind it, until somebody ends it. */
public final class Main {
    private Main() {}

    /**
     * Starts the server.
     *
     * @param args the port, 13400 without
     * @throws InterruptedException never
     */
    public static void main(String... args) throws InterruptedException {
        int port = args.length == 0 ? DoipServerBuilder.DOIP_PORT : Integer.parseInt(args[0]);
        EcuDefinition engine = EcuDefinition.builder(0x1001)
                .functionalAddress(0xE400)
                .data(0xF190, Bytes.ascii("WVWZZZ1JZXW000001"))
                .build();
        try (DoipServer server = DoipServer.builder()
                .port(port)
                .logicalAddress(0x1000)
                .ecu(engine)
                .build()
                .start()) {
            System.out.println("ready " + server.port());
            server.join();
        }
    }
}
