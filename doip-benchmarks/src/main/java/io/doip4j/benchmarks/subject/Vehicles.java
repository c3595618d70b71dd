package io.doip4j.benchmarks.subject;

import io.doip4j.benchmarks.process.Line;
import io.doip4j.benchmarks.process.Worker;
import io.doip4j.core.Bytes;
import io.doip4j.server.DoipEventLoop;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.server.UdsServices;
import io.doip4j.uds.ecu.EcuDefinition;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Many vehicles in one process: each is a server with an address 127.x.y.z of its own, all on one event loop and one port. The
 * argument is {@code count=..}; {@code visit} discovers each and asks it for its VIN.
 */
public final class Vehicles implements Worker.Commands {
    private static final int PER_NET = 250;
    private static final int LOGICAL_ADDRESS = 0x1000;

    private final int port;
    private final List<DoipServer> servers;

    private Vehicles(int port, List<DoipServer> servers) {
        this.port = port;
        this.servers = servers;
    }

    /**
     * Serves until the input ends.
     *
     * @param args count=..
     * @throws IOException if the input cannot be read
     */
    public static void main(String... args) throws IOException {
        Worker worker = Worker.ofThisProcess();
        int count = Math.toIntExact(Worker.arguments(args).number("count"));
        int port = Ports.free();
        List<DoipServer> servers = new ArrayList<>();
        UdsServices services = UdsServices.of(Vehicles.class.getClassLoader());
        try (DoipEventLoop loop = DoipEventLoop.create()) {
            for (int i = 0; i < count; i++) {
                servers.add(vehicle(i, port)
                        .services(services)
                        .eventLoop(loop)
                        .build()
                        .startDaemon());
            }
            worker.serve(Line.of("ready").with("port", port), new Vehicles(port, servers));
        }
    }

    private static DoipServerBuilder vehicle(int number, int port) throws IOException {
        String vin = vin(number);
        return DoipServer.builder()
                .bind(address(number))
                .port(port)
                .vin(vin)
                .logicalAddress(LOGICAL_ADDRESS)
                .anyTester()
                .announce(false)
                .identificationDelay(Duration.ZERO)
                .ecu(EcuDefinition.builder(LOGICAL_ADDRESS)
                        .data(0xF190, Bytes.ascii(vin))
                        .build());
    }

    static String vin(int number) {
        return String.format(Locale.ROOT, "WDOIP%012d", number);
    }

    static InetAddress address(int number) throws IOException {
        int net = number / PER_NET;
        return InetAddress.getByAddress(
                new byte[] {127, (byte) (1 + net / PER_NET), (byte) (net % PER_NET), (byte) (1 + number % PER_NET)});
    }

    @Override
    public Line handle(Line command) throws IOException {
        if (!command.word().equals("visit")) {
            throw new IllegalArgumentException("unknown command \"" + command + "\"");
        }
        int answered = 0;
        for (int i = 0; i < servers.size(); i++) {
            Visit visit = new Visit(address(i), port, vin(i));
            answered += visit.discovered() && visit.answers() ? 1 : 0;
        }
        return Worker.done().with("answered", answered);
    }
}
