package io.doip4j.it;

import static io.doip4j.it.Wire.A;
import static io.doip4j.it.Wire.B;
import static io.doip4j.it.Wire.ENTITY;
import static io.doip4j.it.Wire.activated;
import static io.doip4j.it.Wire.activation;
import static io.doip4j.it.Wire.assertRefused;
import static io.doip4j.it.Wire.assertWorks;
import static io.doip4j.it.Wire.code;
import static io.doip4j.it.Wire.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.core.message.RoutingActivationResponse;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.testkit.ConfigureServer;
import io.doip4j.testkit.DoipServerHandle;
import io.doip4j.testkit.DoipServerTest;
import io.doip4j.testkit.DoipTester;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Acceptance list, "routing activation", without arbitration. */
@DoipServerTest
class RoutingActivationIT {
    /** An alive check would be seen as a test that takes a minute. */
    @ConfigureServer
    static void noAliveCheck(DoipServerBuilder server) {
        server.aliveCheck(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {Servers.IPV4, Servers.IPV6})
    @Tag("T49")
    void activates(String host) {
        try (DoipServer server = Servers.demo(builder -> builder.bind(Servers.available(host)));
                DoipTester tester = DoipTester.of(server)) {
            assertThat(tester.activateRouting(A))
                    .isEqualTo(new RoutingActivationResponse(
                            LogicalAddress.of(A), LogicalAddress.of(ENTITY), RoutingActivationCode.ACTIVATED));
            assertWorks(tester);
        }
    }

    @Test
    @Tag("T49")
    void theResponseByteByByte(DoipTester tester) {
        tester.connect().sendRaw(frame(0x0005, "0E 80 00 00 00 00 00"));
        assertThat(tester.receiveRaw(17)).isEqualTo(Bytes.hex("03 FC 00 06 00 00 00 09 0E 80 10 00 10 00 00 00 00"));
    }

    @Test
    @Tag("T50")
    void activatesForRegulation(DoipTester tester) {
        tester.connect().send(activation(A, 0x01));
        assertThat(code(tester.receive())).isEqualTo(0x10);
    }

    @Test
    @Tag("T51")
    @Tag("T52")
    void acceptsManufacturerDataAndReservedBits(DoipTester tester) {
        tester.connect()
                .send(new RoutingActivationRequest(
                        LogicalAddress.of(A), ActivationType.DEFAULT, 0xFFFF_FFFFL, Bytes.hex("DE AD BE EF")));
        assertThat(tester.receive())
                .isEqualTo(new RoutingActivationResponse(
                        LogicalAddress.of(A), LogicalAddress.of(ENTITY), RoutingActivationCode.ACTIVATED));
    }

    @ParameterizedTest
    @CsvSource({
        "0x0001, 0x00, 0x00", // T53: unknown source address
        "0x1000, 0x00, 0x00",
        "0x0E80, 0x02, 0x06", // T54: unsupported activation type
        "0x0E80, 0xDF, 0x06",
        "0x0E80, 0xE0, 0x06",
        "0x0E80, 0xE1, 0x06",
        "0x0001, 0x02, 0x00" // T55: the address comes first
    })
    @Tag("T53")
    @Tag("T54")
    @Tag("T55")
    void refuses(String source, String type, String code, DoipServerHandle server) {
        DoipTester tester = server.newTester().connect();
        tester.send(activation(Integer.decode(source), Integer.decode(type)));
        assertRefused(tester, Integer.decode(code));
        activated(server.newTester(), A);
    }

    @Test
    void anyTesterIsEveryAddressThatIsNotTaken() {
        try (DoipServer server = Servers.demo(DoipServerBuilder::anyTester)) {
            for (int free : new int[] {0x0001, 0x0E80, 0x1002, 0xF000}) {
                activated(DoipTester.of(server), free).close();
            }
            for (int taken : new int[] {0x1000, 0x1001, 0xE400}) {
                try (DoipTester tester = DoipTester.of(server).connect()) {
                    tester.send(activation(taken, 0x00));
                    assertRefused(tester, 0x00);
                }
            }
        }
    }

    @Test
    void speaksTheVersionsThatItIsToldToSpeak() {
        try (DoipServer server = Servers.demo(builder -> builder.acceptVersions(ProtocolVersion.ISO_2019_AMD1));
                DoipTester tester = DoipTester.of(server).protocolVersion(ProtocolVersion.ISO_2019_AMD1)) {
            assertWorks(activated(tester, A));
            assertThat(tester.receivedVersion()).isEqualTo(ProtocolVersion.ISO_2019_AMD1);
            tester.protocolVersion(ProtocolVersion.ISO_2012).connect().send(activation(A, 0x00));
            Wire.assertHeaderNack(tester, 0x00);
            tester.expectClosed();
        }
    }

    /** What a closed socket has not read makes the kernel send RST: the entity has to read on until the tester closes. */
    @ParameterizedTest
    @ValueSource(ints = {100, 100_000})
    @Tag("T74")
    void refusalIsReadWhateverFollowsTheRequest(int bytesThatFollow) {
        try (DoipServer server = Servers.demo(builder -> builder.receiveBuffer(64));
                DoipTester tester = DoipTester.of(server).connect()) {
            tester.sendRaw(frame(0x0005, "00 01 00 00 00 00 00").plus(Bytes.wrap(new byte[bytesThatFollow])));
            assertRefused(tester, 0x00);
            for (int i = 0; i < 3; i++) {
                // Fails once the entity has answered with RST
                tester.sendRaw(Bytes.of(0));
                Wire.assertNoDatagramIsOnItsWay(tester);
            }
        }
    }

    @Test
    @Tag("T56")
    void sameAddressAgain(DoipTester tester) {
        activated(tester, A);
        activated(tester, A);
        tester.send(activation(A, 0x01));
        assertThat(code(tester.receive())).isEqualTo(0x10);
        assertWorks(tester);
    }

    @Test
    @Tag("T57")
    void otherAddressOnTheSameSocket(DoipServerHandle server) {
        DoipTester tester = activated(server.newTester(), A);
        tester.send(activation(B, 0x00));
        assertRefused(tester, 0x02);
        assertWorks(activated(server.newTester(), A));
        assertWorks(activated(server.newTester(), B));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Tag("T76")
    void addressIsFreeAfterTheClientHasGone(boolean reset, DoipServerHandle server) {
        for (int round = 0; round < 20; round++) {
            DoipTester tester = activated(server.newTester(), A);
            if (reset) {
                tester.reset();
            } else {
                tester.close();
            }
        }
        assertWorks(activated(server.newTester(), A));
    }
}
