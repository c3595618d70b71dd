package io.doip4j.it;

import static io.doip4j.it.Wire.A;
import static io.doip4j.it.Wire.assertNoDatagramIsOnItsWay;
import static io.doip4j.it.Wire.frame;
import static io.doip4j.it.Wire.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.EntityStatusRequest;
import io.doip4j.core.message.EntityStatusResponse;
import io.doip4j.testkit.DoipServerTest;
import io.doip4j.testkit.DoipTester;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests by UDP that are not in order: acceptance list, "UDP / discovery". */
@DoipServerTest
class DatagramHeaderIT {
    private static void assertNack(DoipTester tester, Bytes datagram, int code) {
        assertThat(tester.udpSend(datagram).udpReceive()).isEqualTo(frame(0x0000, String.format("%02X", code)));
        assertNoDatagramIsOnItsWay(tester);
    }

    @Test
    @Tag("T21")
    void wrongInverse(DoipTester tester) {
        assertNack(tester, header(0x03, 0xFD, 0x0001, 0), 0x00);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x04, 0xFF})
    @Tag("T22")
    void unsupportedVersionForAnythingButIdentification(int version, DoipTester tester) {
        assertNack(tester, header(version, 0x4001, 0), 0x00);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0009, 0x4005, 0x8004, 0xF000})
    @Tag("T23")
    void unknownType(int type, DoipTester tester) {
        assertNack(tester, frame(type, ""), 0x01);
    }

    @Test
    @Tag("T24")
    void typesOfTcp(DoipTester tester) {
        assertNack(tester, frame(0x0005, "0E 80 00 00 00 00 00"), 0x01);
        assertNack(tester, frame(0x8001, "0E 80 10 00 3E 00"), 0x01);
        EntityStatusResponse status = (EntityStatusResponse) tester.udpRequest(new EntityStatusRequest());
        assertThat(status.openSockets()).isZero();
        Wire.activated(tester, A);
    }

    @ParameterizedTest
    @CsvSource({
        "0x0001, 1",
        "0x0002, 0",
        "0x0002, 5",
        "0x0002, 7",
        "0x0003, 0",
        "0x0003, 16",
        "0x0003, 18",
        "0x4001, 1",
        "0x4003, 1"
    })
    @Tag("T25")
    void wrongLengthForTheType(String type, int length, DoipTester tester) {
        assertNack(tester, frame(Integer.decode(type), "00".repeat(length)), 0x04);
    }

    @Test
    @Tag("T26")
    void lengthThatIsNotTheDatagrams(DoipTester tester) {
        assertNack(tester, header(3, 0x0002, 6).plus(Bytes.hex("02 00 00")), 0x04);
        assertNack(tester, header(3, 0x0001, 0).plus(Bytes.hex("00")), 0x04);
        assertNack(tester, header(3, 0x0001, 0).plus(Bytes.wrap(new byte[1400])), 0x04);
    }

    @Test
    @Tag("T27")
    void hugeLength(DoipTester tester) {
        assertNack(tester, header(3, 0x0001, 0xFFFF_FFFFL), 0x02);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    @Tag("T28")
    void shorterThanAHeader(int length, DoipTester tester) {
        tester.udpSend(header(3, 0x0001, 0).slice(0, length));
        assertNoDatagramIsOnItsWay(tester);
    }

    @Test
    @Tag("T29")
    void answersOfOthersAreNotAnswered(DoipTester tester) {
        tester.udpSend(frame(0x0000, "01"));
        tester.udpSend(frame(0x0004, "00".repeat(33)));
        tester.udpSend(frame(0x4002, "00 01 00"));
        tester.udpSend(frame(0x4004, "01"));
        assertNoDatagramIsOnItsWay(tester);
    }

    @Test
    @Tag("T31")
    void twoMessagesInOneDatagram(DoipTester tester) {
        assertNack(tester, frame(0x0001, "").plus(frame(0x0001, "")), 0x04);
    }
}
