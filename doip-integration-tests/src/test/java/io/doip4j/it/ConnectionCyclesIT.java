package io.doip4j.it;

import static io.doip4j.it.Wire.A;
import static io.doip4j.it.Wire.ENTITY;
import static io.doip4j.it.Wire.activated;
import static io.doip4j.it.Wire.assertWorks;
import static io.doip4j.it.Wire.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.EntityStatusRequest;
import io.doip4j.core.message.EntityStatusResponse;
import io.doip4j.server.DoipServer;
import io.doip4j.testkit.DoipTester;
import io.doip4j.uds.ecu.EcuDefinition;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Thousands of testers come and go, in good order and not: nothing of them stays. {@code -Ddoip.cycles=10000} makes it more.
 */
class ConnectionCyclesIT {
    static final int CYCLES = Integer.getInteger("doip.cycles", 2000);
    private static final int WARM_UP = 200;
    private static final int MAX_SOCKETS = 8;
    private static final int FIRST_TESTER = 0x0E00;
    private static final int TESTERS = 0x80;
    private static final int ACTIVATION_RESPONSE = 17;
    /** Files that the JVM may open of its own accord. */
    private static final int FILES_TOLERANCE = 6;
    /** So long that no cycle can wait for it. */
    private static final Duration NEVER = Duration.ofMinutes(5);

    private enum Ending {
        FIN,
        RESET,
        INSIDE_A_MESSAGE,
        HALF_CLOSE,
        BEFORE_ACTIVATION
    }

    @Test
    @Tag("T76")
    @Tag("T109")
    void nothingOfTestersThatAreGoneStays() throws IOException {
        try (DoipServer server = Servers.services(builder -> builder.ecu(
                        EcuDefinition.builder(ENTITY).services(0x3E).build())
                .maxSockets(MAX_SOCKETS)
                .aliveCheck(NEVER)
                .initialInactivity(NEVER))) {
            cycles(server, WARM_UP);
            assertNoSocketIsOpen(server);
            long files = ProcessFigures.openFiles().orElse(0);
            long heap = ProcessFigures.usedHeap();
            cycles(server, CYCLES);
            assertNoSocketIsOpen(server);

            await().untilAsserted(() ->
                    assertThat(ProcessFigures.openFiles().orElse(0)).isLessThanOrEqualTo(files + FILES_TOLERANCE));
            assertThat(Servers.threads()).hasSize(1);
            assertThat(ProcessFigures.usedHeap() - heap).isLessThan(8 << 20);
            ProcessFigures.print(CYCLES + " connections");
            assertEveryPlaceIsFree(server);
        }
        await().untilAsserted(() -> assertThat(Servers.threads()).isEmpty());
    }

    private static void cycles(DoipServer server, int count) throws IOException {
        Ending[] endings = Ending.values();
        for (int i = 0; i < count; i++) {
            cycle(server.tcpAddress(), FIRST_TESTER + i % TESTERS, endings[i % endings.length]);
        }
    }

    private static void cycle(InetSocketAddress address, int source, Ending ending) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            OutputStream output = socket.getOutputStream();
            if (ending == Ending.BEFORE_ACTIVATION) {
                return;
            }
            output.write(
                    frame(0x0005, Wire.u16(source).toHex() + " 00 00 00 00 00").toArray());
            byte[] response = socket.getInputStream().readNBytes(ACTIVATION_RESPONSE);
            assertThat(Bytes.wrap(response).u8(12))
                    .as("0x%04X, %s", source, ending)
                    .isEqualTo(0x10);
            switch (ending) {
                case RESET -> socket.setSoLinger(true, 0);
                case INSIDE_A_MESSAGE ->
                    output.write(Bytes.hex("03 FC 80 01 00 00 10 00 0E").toArray());
                case HALF_CLOSE -> {
                    socket.shutdownOutput();
                    assertThat(socket.getInputStream().read()).isEqualTo(-1);
                }
                default -> {}
            }
        }
    }

    private static void assertNoSocketIsOpen(DoipServer server) {
        try (DoipTester tester = DoipTester.of(server).timeout(Duration.ofSeconds(1))) {
            await().untilAsserted(() -> assertThat(
                            ((EntityStatusResponse) tester.udpRequest(new EntityStatusRequest())).openSockets())
                    .isZero());
        }
    }

    /** An arbitration would end with an alive check, which takes longer than a tester waits. */
    private static void assertEveryPlaceIsFree(DoipServer server) {
        List<DoipTester> testers = new ArrayList<>();
        try {
            for (int i = 0; i < MAX_SOCKETS; i++) {
                DoipTester tester = DoipTester.of(server);
                testers.add(tester);
                assertWorks(activated(tester, A + i));
            }
        } finally {
            testers.forEach(DoipTester::close);
        }
    }
}
