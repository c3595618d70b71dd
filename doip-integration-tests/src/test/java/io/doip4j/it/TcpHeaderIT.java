package io.doip4j.it;

import static io.doip4j.it.Wire.A;
import static io.doip4j.it.Wire.ENTITY;
import static io.doip4j.it.Wire.ack;
import static io.doip4j.it.Wire.activated;
import static io.doip4j.it.Wire.assertHeaderNack;
import static io.doip4j.it.Wire.assertNoDatagramIsOnItsWay;
import static io.doip4j.it.Wire.assertWorks;
import static io.doip4j.it.Wire.code;
import static io.doip4j.it.Wire.diagnostic;
import static io.doip4j.it.Wire.frame;
import static io.doip4j.it.Wire.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.testkit.ConfigureServer;
import io.doip4j.testkit.DoipServerTest;
import io.doip4j.testkit.DoipTester;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Acceptance list, "TCP header handler". */
@DoipServerTest
class TcpHeaderIT {
    private static final int MAX_DATA_SIZE = 1000;
    private static final String ACTIVATION = "0E 80 00 00 00 00 00";

    @ConfigureServer
    static void limit(DoipServerBuilder server) {
        server.maxDataSize(MAX_DATA_SIZE);
    }

    @Test
    @Tag("T33")
    void wrongInverse(DoipTester tester) {
        tester.connect().sendRaw(header(0x03, 0xFD, 0x0005, 7));
        assertHeaderNack(tester, 0x00);
        tester.expectClosed();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x04, 0x05, 0xFF})
    @Tag("T34")
    void unsupportedVersion(int version, DoipTester tester) {
        tester.connect().sendRaw(header(version, 0x0005, 7).plus(Bytes.hex(ACTIVATION)));
        assertHeaderNack(tester, 0x00);
        assertThat(tester.receivedVersion()).isEqualTo(ProtocolVersion.ISO_2019);
        tester.expectClosed();
    }

    @Test
    @Tag("T35")
    void wholeSessionInVersion2(DoipTester tester) {
        activated(tester.protocolVersion(ProtocolVersion.ISO_2012), A);
        assertThat(tester.receivedVersion()).isEqualTo(ProtocolVersion.ISO_2012);
        assertWorks(tester);
        assertThat(tester.receivedVersion()).isEqualTo(ProtocolVersion.ISO_2012);
    }

    @Test
    @Tag("T36")
    void typeOfUdpThenActivation(DoipTester tester) {
        tester.connect().sendRaw(frame(0x4001, "AA BB"));
        assertHeaderNack(tester, 0x01);
        activated(tester, A);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0009, 0x4000, 0x8000, 0xEFFF, 0xF000, 0xFFFF})
    @Tag("T37")
    void unknownType(int type, DoipTester tester) {
        activated(tester, A).sendRaw(frame(type, "01 02 03"));
        assertHeaderNack(tester, 0x01);
        assertWorks(tester);
    }

    @Test
    @Tag("T38")
    void tooLarge(DoipTester tester) {
        activated(tester, A).sendRaw(header(3, 0x8001, MAX_DATA_SIZE + 1));
        assertHeaderNack(tester, 0x02);
        tester.sendRaw(Bytes.wrap(new byte[MAX_DATA_SIZE + 1]));
        assertWorks(tester);
    }

    @Test
    @Tag("T39")
    void answersAHugeLengthAtOnce(DoipTester tester) {
        activated(tester, A).sendRaw(header(3, 0x8001, 0xFFFF_FFFFL));
        assertHeaderNack(tester, 0x02);
    }

    @Test
    void largerBeforeActivationThanAnythingThatIsAllowedThere(DoipTester tester) {
        tester.connect().sendRaw(header(3, 0x8001, 5000)).sendRaw(Bytes.wrap(new byte[5000]));
        assertHeaderNack(tester, 0x02);
        activated(tester, A);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, 8, 10, 12})
    @Tag("T41")
    void wrongLengthOfActivation(int length, DoipTester tester) {
        tester.connect().sendRaw(frame(0x0005, "00".repeat(length)));
        assertHeaderNack(tester, 0x04);
        tester.expectClosed();
    }

    @ParameterizedTest
    @CsvSource({"0x0008, 0", "0x0008, 1", "0x0008, 3"})
    @Tag("T42")
    void wrongLengthOfAliveCheckResponse(String type, int length, DoipTester tester) {
        activated(tester, A).sendRaw(frame(Integer.decode(type), "00".repeat(length)));
        assertHeaderNack(tester, 0x04);
        tester.expectClosed();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    @Tag("T43")
    void wrongLengthOfDiagnosticMessage(int length, DoipTester tester) {
        activated(tester, A).sendRaw(frame(0x8001, "00".repeat(length)));
        assertHeaderNack(tester, 0x04);
        tester.expectClosed();
    }

    @Test
    @Tag("T44")
    void checksInOrder(DoipTester tester) {
        activated(tester, A).sendRaw(header(3, 0x0009, 0xFFFF_FFFFL));
        assertHeaderNack(tester, 0x01);
        activated(tester.connect(), A).sendRaw(header(3, 0x0005, MAX_DATA_SIZE + 1));
        assertHeaderNack(tester, 0x02);
        activated(tester.connect(), A).sendRaw(header(3, 0xFD, 0x0009, 0));
        assertHeaderNack(tester, 0x00);
        tester.expectClosed();
    }

    @Test
    @Tag("T45")
    void byteByByte(DoipTester tester) {
        tester.connect();
        Bytes stream = frame(0x0005, ACTIVATION).plus(frame(0x8001, "0E 80 10 00 3E 00"));
        for (int i = 0; i < stream.length(); i++) {
            tester.sendRaw(stream.slice(i, 1));
            // An answer by UDP shows that the event loop has been round: the bytes do not come together.
            assertNoDatagramIsOnItsWay(tester);
        }
        assertThat(code(tester.receive())).isEqualTo(0x10);
        assertThat(tester.receive()).isEqualTo(ack(ENTITY, A));
        assertThat(tester.receive()).isEqualTo(diagnostic(ENTITY, A, "7E 00"));
    }

    @Test
    @Tag("T46")
    @Tag("T75")
    void manyMessagesInOneSegment(DoipTester tester) {
        Bytes request = frame(0x8001, "0E 80 10 00 3E 00");
        tester.connect()
                .sendRaw(frame(0x0005, ACTIVATION)
                        .plus(request)
                        .plus(frame(0x0009, ""))
                        .plus(request));
        assertThat(code(tester.receive())).isEqualTo(0x10);
        assertThat(tester.receive()).isEqualTo(ack(ENTITY, A));
        assertThat(tester.receive()).isEqualTo(diagnostic(ENTITY, A, "7E 00"));
        assertHeaderNack(tester, 0x01);
        assertThat(tester.receive()).isEqualTo(ack(ENTITY, A));
        assertThat(tester.receive()).isEqualTo(diagnostic(ENTITY, A, "7E 00"));
    }

    @Test
    @Tag("T47")
    void splitAtEveryOffset(DoipTester tester) {
        activated(tester, A);
        Bytes request = frame(0x8001, "0E 80 10 00 3E 00");
        for (int split = 1; split < request.length(); split++) {
            tester.sendRaw(request.slice(0, split));
            assertNoDatagramIsOnItsWay(tester);
            tester.sendRaw(request.from(split));
            assertThat(tester.receive()).isEqualTo(ack(ENTITY, A));
            assertThat(tester.receive()).isEqualTo(diagnostic(ENTITY, A, "7E 00"));
        }
    }

    @Test
    @Tag("T48")
    void receivedNackIsIgnored(DoipTester tester) {
        activated(tester, A).sendRaw(frame(0x0000, "01"));
        assertWorks(tester);
    }

    @ParameterizedTest
    @CsvSource({
        "0x8002, 10 00 0E 80 00",
        "0x8003, 10 00 0E 80 03",
        "0x0006, 0E 80 10 00 10 00 00 00 00",
        "0x0007, ''",
        "0x0004, 00"
    })
    @Tag("T100")
    void typesOfTheOtherDirection(String type, String payload, DoipTester tester) {
        activated(tester, A).sendRaw(frame(Integer.decode(type), payload));
        assertHeaderNack(tester, 0x01);
        assertWorks(tester);
    }

    @Test
    @Tag("T105")
    void tlsOnThePlainPort(DoipTester tester) {
        tester.connect().sendRaw(Bytes.hex("16 03 01 00 C8 01 00 00 C4 03 03").plus(Bytes.wrap(new byte[194])));
        assertHeaderNack(tester, 0x00);
        tester.expectClosed();
    }
}
