package io.doip4j.it;

import static io.doip4j.it.Wire.A;
import static io.doip4j.it.Wire.ECU;
import static io.doip4j.it.Wire.ENTITY;
import static io.doip4j.it.Wire.GROUP;
import static io.doip4j.it.Wire.activated;
import static io.doip4j.it.Wire.assertWorks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.EntityStatusRequest;
import io.doip4j.core.message.EntityStatusResponse;
import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.core.message.VehicleIdentificationRequest;
import io.doip4j.server.DoipServer;
import io.doip4j.testkit.DoipTester;
import io.doip4j.uds.ecu.EcuDefinition;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * 20,000 wrong messages and datagrams, while one tester is served that must not notice. {@code -Ddoip.cycles=10000} makes it
 * more.
 */
class MutatedTrafficIT {
    private static final long SEED = 13400;
    private static final int ROUNDS = 4000 + ConnectionCyclesIT.CYCLES;
    private static final int MESSAGES = 20_000;
    private static final int WITNESS = 0x0E00;
    private static final String VIN = "WVWZZZ1JZXW000001";

    @Test
    @Tag("T109")
    @Tag("T110")
    void wrongMessagesDisturbNobody() throws IOException {
        try (DoipServer server = vehicleThatIsNeverReset()) {
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Integer> witness = CompletableFuture.supplyAsync(() -> witness(server, over));
            try {
                assertThat(sendRubbish(server)).isGreaterThan(MESSAGES);
            } finally {
                over.set(true);
            }
            int answers = witness.join();
            assertThat(answers).isGreaterThan(100);
            assertServesAsBefore(server);
            ProcessFigures.print(ROUNDS + " rounds of wrong messages, meanwhile " + answers + " right answers");
        }
        await().untilAsserted(() -> assertThat(Servers.threads()).isEmpty());
    }

    private static DoipServer vehicleThatIsNeverReset() {
        return Servers.services(builder -> builder.ecu(ecu(ENTITY))
                .ecu(ecu(ECU))
                .aliveCheck(Duration.ofSeconds(5))
                .initialInactivity(Duration.ofSeconds(30)));
    }

    private static EcuDefinition ecu(int address) {
        return EcuDefinition.builder(address)
                .functionalAddress(GROUP)
                .services(0x10, 0x22, 0x3E)
                .data(0xF190, Bytes.ascii(VIN))
                .build();
    }

    private static int witness(DoipServer server, AtomicBoolean over) {
        Bytes vin = Bytes.hex("62 F1 90").plus(Bytes.ascii(VIN));
        try (DoipTester tester = activated(DoipTester.of(server), WITNESS)) {
            int answers = 0;
            while (!over.get()) {
                assertThat(tester.request("22 F1 90")).isEqualTo(vin);
                answers++;
            }
            return answers;
        }
    }

    private static int sendRubbish(DoipServer server) throws IOException {
        Mutator mutator = new Mutator(SEED);
        try (DatagramSocket datagrams = new DatagramSocket()) {
            for (int i = 0; i < ROUNDS; i++) {
                byte[] datagram = mutator.datagram().toArray();
                datagrams.send(new DatagramPacket(datagram, datagram.length, server.udpAddress()));
                sendStream(server.tcpAddress(), mutator, i);
            }
        }
        return mutator.messages();
    }

    private static void sendStream(InetSocketAddress address, Mutator mutator, int round) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            Bytes rest = mutator.stream();
            while (!rest.isEmpty()) {
                int piece = mutator.piece(rest.length());
                socket.getOutputStream().write(rest.slice(0, piece).toArray());
                rest = rest.from(piece);
            }
            if (mutator.chance(4)) {
                socket.setSoLinger(true, 0);
            } else {
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            }
        } catch (SocketException e) {
            // The entity may close before it has read everything: then the rest is answered with RST
            assertThat(e).as("round " + round).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
    }

    private static void assertServesAsBefore(DoipServer server) {
        try (DoipTester tester = DoipTester.of(server).timeout(Duration.ofSeconds(1))) {
            // Datagrams beyond 1,000 a second were dropped, and are until the second is over
            await().ignoreException(AssertionError.class)
                    .untilAsserted(() -> assertThat(openSockets(tester)).isZero());
            assertThat(tester.udpRequest(new VehicleIdentificationRequest())).isInstanceOf(VehicleAnnouncement.class);
            assertWorks(activated(tester, A));
            assertThat(openSockets(tester)).isEqualTo(1);
        }
        assertThat(Servers.threads()).hasSize(1);
    }

    private static int openSockets(DoipTester tester) {
        return ((EntityStatusResponse) tester.udpRequest(new EntityStatusRequest())).openSockets();
    }
}
