package io.doip4j.it;

import static io.doip4j.it.Wire.A;
import static io.doip4j.it.Wire.B;
import static io.doip4j.it.Wire.C;
import static io.doip4j.it.Wire.activated;
import static io.doip4j.it.Wire.activation;
import static io.doip4j.it.Wire.alive;
import static io.doip4j.it.Wire.asking;
import static io.doip4j.it.Wire.assertAliveCheck;
import static io.doip4j.it.Wire.assertRefused;
import static io.doip4j.it.Wire.assertWorks;
import static io.doip4j.it.Wire.code;
import static io.doip4j.it.Wire.diagnostic;
import static io.doip4j.it.Wire.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.EntityStatusRequest;
import io.doip4j.core.message.EntityStatusResponse;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.testkit.ConfigureServer;
import io.doip4j.testkit.DoipServerHandle;
import io.doip4j.testkit.DoipServerTest;
import io.doip4j.testkit.DoipTester;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Acceptance list, "routing activation", where places or addresses are taken. */
@DoipServerTest
class ArbitrationIT {
    private static final Duration ALIVE_CHECK = Duration.ofMillis(500);
    private static final Duration MOMENT = Duration.ofMillis(50);

    private DoipTester first;
    private DoipTester second;
    private DoipTester third;

    @ConfigureServer
    static void twoPlaces(DoipServerBuilder server) {
        server.maxSockets(2).aliveCheck(ALIVE_CHECK).initialInactivity(Duration.ofSeconds(20));
    }

    @BeforeEach
    void testers(DoipServerHandle server) {
        first = server.newTester();
        second = server.newTester();
        third = server.newTester();
    }

    @Test
    @Tag("T58")
    void newcomerIsRefusedWhileTheHolderLives() {
        activated(first, A);
        asking(second, A);
        assertAliveCheck(first);
        first.send(alive(A));
        assertRefused(second, 0x03);
        assertWorks(first);
    }

    @Test
    @Tag("T59")
    void newcomerReplacesASilentHolder() {
        activated(first, A);
        long begin = System.nanoTime();
        asking(second, A);
        assertAliveCheck(first);
        first.expectClosed();
        assertThat(code(second.receive())).isEqualTo(0x10);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(ALIVE_CHECK.minusMillis(5), Duration.ofSeconds(2));
        activated(second, A);
        assertWorks(second);
    }

    @Test
    @Tag("T60")
    void holderThatHasHalfClosed(DoipServerHandle server) throws IOException {
        try (Socket holder = new Socket(server.tcpAddress().getAddress(), server.port())) {
            holder.setSoTimeout(5_000);
            holder.getOutputStream().write(frame(0x0005, "0E 80 00 00 00 00 00").toArray());
            assertThat(holder.getInputStream().readNBytes(17)).hasSize(17);
            holder.shutdownOutput();
            activated(first, A);
            assertThat(holder.getInputStream().readAllBytes()).hasSizeLessThanOrEqualTo(8);
        }
    }

    @Test
    @Tag("T60")
    void holderThatDoesNotRead() {
        FakeService large = FakeService.inline(
                0xBA, (request, exchange) -> request.positiveResponse(Bytes.wrap(new byte[1_000_000])));
        try (DoipServer server = Servers.demo(builder -> builder.service(large).aliveCheck(ALIVE_CHECK));
                DoipTester holder = activated(DoipTester.of(server), A);
                DoipTester other = activated(DoipTester.of(server), B);
                DoipTester newcomer = DoipTester.of(server)) {
            for (int i = 0; i < 20; i++) {
                holder.send(diagnostic(A, 0x1000, "BA"));
            }
            assertWorks(other);
            activated(newcomer, A);
            assertWorks(newcomer);
            await().untilAsserted(() -> assertThat(status(other).openSockets()).isEqualTo(2));
        }
    }

    @Test
    void trafficIsNoAnswerToAnAliveCheck() {
        activated(first, A);
        asking(second, A);
        assertAliveCheck(first);
        assertWorks(first);
        first.expectClosed();
        assertThat(code(second.receive())).isEqualTo(0x10);
    }

    @Test
    @Tag("T19")
    @Tag("T61")
    @Tag("T65")
    void allPlacesAreTakenByLivingTesters(DoipServerHandle server) {
        DoipTester idle = server.newTester().connect();
        activated(first, A);
        activated(second, B);
        asking(third, C);
        assertAliveCheck(first);
        assertAliveCheck(second);
        // T19: the reserve does not show, nor does the idle one beyond the maximum
        assertThat(status(first).openSockets()).isEqualTo(2);
        first.send(alive(A));
        second.send(alive(B));
        assertRefused(third, 0x01);
        assertWorks(first);
        assertWorks(second);
        idle.expectSilence(MOMENT);
    }

    @Test
    @Tag("T62")
    void silentOneOfTwoHasToGo() {
        activated(first, A);
        activated(second, B);
        asking(third, C);
        assertAliveCheck(first);
        assertAliveCheck(second);
        first.send(alive(A));
        second.expectClosed();
        assertThat(code(third.receive())).isEqualTo(0x10);
        assertWorks(first);
    }

    @Test
    @Tag("T63")
    void allSilentOnesHaveToGo() {
        activated(first, A);
        activated(second, B);
        asking(third, C);
        assertAliveCheck(first);
        assertAliveCheck(second);
        first.expectClosed();
        second.expectClosed();
        assertThat(code(third.receive())).isEqualTo(0x10);
    }

    @Test
    @Tag("T64")
    void idleSocketsTakeNoPlaces(DoipServerHandle server) {
        for (int i = 0; i < 20; i++) {
            server.newTester().connect();
        }
        assertWorks(activated(first, A));
        assertWorks(activated(second, B));
    }

    @Test
    @Tag("T66")
    void tooManySocketsAreClosedAndDisturbNobody(DoipServerHandle server) {
        activated(first, A);
        List<DoipTester> idle = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            idle.add(server.newTester().connect());
        }
        assertWorks(first);
        await().untilAsserted(() -> assertThat(
                        idle.stream().filter(ArbitrationIT::isClosed).count())
                .isGreaterThan(0));
        assertWorks(first);
        idle.forEach(DoipTester::close);
        await().untilAsserted(() -> assertThat(status(first).openSockets()).isEqualTo(1));
        assertWorks(activated(second, B));
    }

    private static EntityStatusResponse status(DoipTester tester) {
        return (EntityStatusResponse) tester.udpRequest(new EntityStatusRequest());
    }

    private static boolean isClosed(DoipTester tester) {
        try {
            tester.expectSilence(Duration.ofMillis(1));
            return false;
        } catch (AssertionError closed) {
            return true;
        }
    }

    @Test
    @Tag("T67")
    void newcomerThatLeavesChangesNothing() {
        activated(first, A);
        asking(second, A);
        assertAliveCheck(first);
        second.disconnect();
        first.send(alive(A));
        assertWorks(first);
        asking(third, A);
        assertAliveCheck(first);
        first.send(alive(A));
        assertRefused(third, 0x03);
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 60_000})
    @Tag("T67")
    void newcomerThatLeavesAfterItHasSentMuchChangesNothing(int length) {
        activated(first, A);
        asking(second, A);
        second.sendRaw(Bytes.wrap(new byte[length]));
        assertAliveCheck(first);
        second.disconnect();
        first.expectSilence(ALIVE_CHECK.plusMillis(200));
        assertWorks(first);
    }

    @Test
    @Tag("T68")
    void twoNewcomersAreHandledOneAfterTheOther() {
        activated(first, A);
        asking(second, A);
        assertAliveCheck(first);
        asking(third, A);
        first.send(alive(A));
        assertRefused(second, 0x03);
        assertAliveCheck(first);
        first.send(alive(A));
        assertRefused(third, 0x03);
        assertWorks(first);
    }

    @Test
    @Tag("T69")
    void aliveCheckResponseOfAnotherAddressIsNone() {
        activated(first, A);
        asking(second, A);
        assertAliveCheck(first);
        first.send(alive(B));
        first.expectClosed();
        assertThat(code(second.receive())).isEqualTo(0x10);
    }

    @Test
    void aliveCheckResponseBeforeActivationIsIgnored() {
        first.connect().send(alive(A)).send(activation(A, 0x00));
        assertThat(code(first.receive())).isEqualTo(0x10);
    }
}
