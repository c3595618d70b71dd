package com.example.doip;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.testkit.DoipServerHandle;
import io.doip4j.testkit.DoipServerTest;
import io.doip4j.testkit.DoipTester;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every test method gets a server of its own, with all services on the class path: the shipped ones and, found in the same
 * way as in production, the one of this project. Nothing has to be started, stopped or registered.
 */
@DoipServerTest
class SeatHeatingTest {
    private static final int TESTER = 0x0E80;
    private static final String EXTENDED_SESSION = "10 03";

    @BeforeEach
    void activateRouting(DoipTester tester) {
        tester.activateRouting(TESTER);
    }

    @Test
    void isOffAtFirst(DoipTester tester) {
        assertThat(tester.request("BA 02 00")).isEqualTo(Bytes.hex("FA 02 00 00"));
    }

    @Test
    void keepsTheLevelOfEverySeat(DoipTester tester) {
        tester.request(EXTENDED_SESSION);

        assertThat(tester.request("BA 01 00 03")).isEqualTo(Bytes.hex("FA 01 00 03"));
        assertThat(tester.request("BA 01 03 01")).isEqualTo(Bytes.hex("FA 01 03 01"));

        assertThat(tester.request("BA 02 00")).isEqualTo(Bytes.hex("FA 02 00 03"));
        assertThat(tester.request("BA 02 01")).isEqualTo(Bytes.hex("FA 02 01 00"));
        assertThat(tester.request("22 FD 10")).isEqualTo(Bytes.hex("62 FD 10 03 00 00 01"));
    }

    /** The first four are checked by the server, because the descriptor says so; the others by the service. */
    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            no sub-function               | BA             | 7F BA 13
            no such sub-function          | BA 03 00       | 7F BA 12
            sub-function before length    | BA 03          | 7F BA 12
            no seat                       | BA 02          | 7F BA 13
            no level                      | BA 01 00       | 7F BA 13
            set: one byte too many        | BA 01 00 01 00 | 7F BA 13
            read: one byte too many       | BA 02 00 00    | 7F BA 13
            set: no such seat             | BA 01 04 01    | 7F BA 31
            set: no such level            | BA 01 00 04    | 7F BA 31
            read: no such seat            | BA 02 04       | 7F BA 31
            """)
    void refuses(String reason, String request, String response, DoipTester tester) {
        tester.request(EXTENDED_SESSION);

        assertThat(tester.request(request)).as(reason).isEqualTo(Bytes.hex(response));
        assertThat(tester.request("22 FD 10")).as("nothing was set").isEqualTo(Bytes.hex("62 FD 10 00 00 00 00"));
    }

    @Test
    void setsLevelsInTheExtendedSessionOnly(DoipTester tester) {
        assertThat(tester.request("BA 01 00 02")).isEqualTo(Bytes.hex("7F BA 7E"));
    }

    @Test
    void switchesOffWithTheSession(DoipTester tester) {
        tester.request(EXTENDED_SESSION);
        tester.request("BA 01 00 03");

        tester.request("10 01");

        assertThat(tester.request("BA 02 00")).isEqualTo(Bytes.hex("FA 02 00 00"));
    }

    @Test
    void everyEcuHasItsOwnSeats(DoipServerHandle server, DoipTester tester) {
        int gateway = server.server().logicalAddress().value();
        int ecu = gateway + 1;
        tester.request(gateway, EXTENDED_SESSION);
        tester.request(gateway, "BA 01 00 03");

        assertThat(tester.request(gateway, "22 FD 10")).isEqualTo(Bytes.hex("62 FD 10 03 00 00 00"));
        assertThat(tester.request(ecu, "22 FD 10")).isEqualTo(Bytes.hex("62 FD 10 00 00 00 00"));
    }

    @Test
    void anotherTesterSeesTheSameSeats(DoipServerHandle server, DoipTester tester) {
        tester.request(EXTENDED_SESSION);
        tester.request("BA 01 02 02");

        DoipTester other = server.newTester();
        other.activateRouting(TESTER + 1);
        assertThat(other.request("BA 02 02")).isEqualTo(Bytes.hex("FA 02 02 02"));
    }
}
