package com.example.gateway;

import io.doip4j.client.gateway.GatewayForwarder;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.uds.ecu.EcuDefinition;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A gateway that is an ECU itself (0x1000), has another one of its own (0x1001), and more ECUs behind a DoIP entity inside of
 * the vehicle. Its testers see one entity with all of them.
 */
public final class Gateway implements AutoCloseable {
    private final GatewayForwarder forwarder;
    private final DoipServer server;

    private Gateway(GatewayForwarder forwarder, DoipServer server) {
        this.forwarder = forwarder;
        this.server = server;
    }

    /**
     * Starts a gateway.
     *
     * @param port its port, 0 for any
     * @param inner the entity inside
     * @param innerTargets logical addresses of the ECUs behind that
     * @return the running gateway
     */
    public static Gateway start(int port, InetSocketAddress inner, Set<LogicalAddress> innerTargets) {
        GatewayForwarder forwarder = GatewayForwarder.builder(inner).build();
        DoipServer server = DoipServer.builder()
                .port(port)
                .logicalAddress(0x1000)
                .ecu(ecu(0x1000, "GATEWAY"))
                .ecu(ecu(0x1001, "BODY"))
                .targetResolver(new ForwardedTargets(forwarder, innerTargets))
                .build();
        server.startDaemon();
        return new Gateway(forwarder, server);
    }

    private static EcuDefinition ecu(int address, String partNumber) {
        return EcuDefinition.builder(address)
                .functionalAddress(0xE400)
                .data(0xF187, Bytes.ascii(partNumber))
                .build();
    }

    /**
     * Where testers find it.
     *
     * @return address and port
     */
    public InetSocketAddress address() {
        return server.tcpAddress();
    }

    @Override
    public void close() {
        server.close();
        forwarder.close();
    }

    /**
     * Runs a gateway until somebody ends it: {@code 192.0.2.7 0x2000 0x2001}.
     *
     * @param args IP address of the entity inside, then the logical addresses of the ECUs behind it
     * @throws InterruptedException never
     */
    public static void main(String... args) throws InterruptedException {
        Set<LogicalAddress> targets = Arrays.stream(args)
                .skip(1)
                .map(text -> LogicalAddress.of(Integer.decode(text)))
                .collect(Collectors.toSet());
        int port = DoipServerBuilder.DOIP_PORT;
        try (Gateway gateway = start(port, new InetSocketAddress(args[0], port), targets)) {
            System.out.println("ready " + gateway.address());
            gateway.server.join();
        }
    }
}
