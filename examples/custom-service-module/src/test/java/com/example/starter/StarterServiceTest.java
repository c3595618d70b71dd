package com.example.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.testkit.ConfigureServer;
import io.doip4j.testkit.DoipServerHandle;
import io.doip4j.testkit.DoipServerTest;
import io.doip4j.testkit.DoipTester;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.Sessions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plugin in a server with the shipped services, which run in the same JVM as modules of the module path. */
@DoipServerTest
class StarterServiceTest {
    private static final int ENGINE = 0x1002;
    private static final int WITHOUT_STARTER = 0x1003;
    private static final int RESTRICTED = 0x1004;

    /** As long as it may be, so that no test depends on how fast it is. */
    private static final String START = "BC 01 FF";

    @ConfigureServer
    static void ecus(DoipServerBuilder server) {
        EcuDefinition engine = EcuDefinition.builder(ENGINE)
                .setting(new StarterSettings(0xFF))
                .data(0xF190, Bytes.ascii("WVWZZZ1JZXW000001"))
                .build();
        server.ecu(engine).service(new CautiousReset()).service(new OpenSecurityAccess());
        server.ecu(EcuDefinition.builder(WITHOUT_STARTER)
                .setting(new StarterSettings(0))
                .build());
    }

    @ConfigureServer
    static void restricted(DoipServerBuilder server) {
        EcuDefinition restricted = EcuDefinition.builder(RESTRICTED)
                .services(0x10, 0x22, 0xBC)
                .narrow(
                        0xBC,
                        starter -> starter.toBuilder()
                                .subFunction(0x01, Sessions.none())
                                .build())
                .supplierCheck(
                        (request, exchange) -> exchange.tester().value() == 0x0E80 ? null : Nrc.CONDITIONS_NOT_CORRECT)
                .build();
        server.ecu(restricted);
    }

    @BeforeEach
    void activateRouting(DoipTester tester) {
        tester.activateRouting(0x0E80);
    }

    private static String ask(DoipTester tester, String request) {
        return tester.request(ENGINE, request).toHex();
    }

    private static void unlock(DoipTester tester) {
        ask(tester, "10 03");
        ask(tester, "27 01");
        assertThat(ask(tester, "27 02 01")).isEqualTo("67 02");
    }

    @Test
    void startsForWhoHasUnlockedTheEcu(DoipTester tester) {
        assertThat(ask(tester, START)).as("default session").isEqualTo("7F BC 7E");
        ask(tester, "10 03");
        assertThat(ask(tester, START)).as("locked").isEqualTo("7F BC 33");
        assertThat(ask(tester, "22 FD 20")).as("stands").isEqualTo("62 FD 20 00 00");

        unlock(tester);
        assertThat(ask(tester, START)).isEqualTo("FC 01 FF");
        assertThat(ask(tester, "22 FD 20")).as("turns").isEqualTo("62 FD 20 01 01");
    }

    @Test
    void everybodyMayStop(DoipTester tester) {
        assertThat(ask(tester, "BC 02")).isEqualTo("FC 02");

        unlock(tester);
        ask(tester, START);
        assertThat(ask(tester, "BC 02")).isEqualTo("FC 02");
        assertThat(ask(tester, "22 FD 20")).isEqualTo("62 FD 20 00 01");
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            no time           | BC 01       | 7F BC 13
            too long          | BC 01 01 00 | 7F BC 13
            no time at all    | BC 01 00    | 7F BC 31
            stop: too long    | BC 02 00    | 7F BC 13
            await: too long   | BC 03 00    | 7F BC 13
            no sub-function   | BC          | 7F BC 13
            no such one       | BC 04       | 7F BC 12
            """)
    void refuses(String reason, String request, String response, DoipTester tester) {
        unlock(tester);

        assertThat(ask(tester, request)).as(reason).isEqualTo(response);
        assertThat(ask(tester, "22 FD 20")).as("nothing was started").isEqualTo("62 FD 20 00 00");
    }

    @Test
    void refusesToStartWhatTurns(DoipTester tester) {
        unlock(tester);
        ask(tester, START);

        assertThat(ask(tester, START)).isEqualTo("7F BC 22");
        assertThat(ask(tester, "22 FD 20")).isEqualTo("62 FD 20 01 01");
    }

    @Test
    void longestTimeIsASettingOfTheEcu(DoipTester tester) {
        int gateway = 0x1000;
        tester.request(gateway, "10 03");
        tester.request(gateway, "27 01");
        tester.request(gateway, "27 02 01");

        assertThat(tester.request(gateway, "BC 01 33").toHex()).isEqualTo("7F BC 31");
        assertThat(tester.request(gateway, "BC 01 32").toHex()).isEqualTo("FC 01 32");
    }

    @Test
    void answersWhenItStands(DoipTester tester) {
        unlock(tester);
        ask(tester, "BC 01 01");

        assertThat(ask(tester, "BC 03")).isEqualTo("FC 03");
        assertThat(ask(tester, "22 FD 20")).isEqualTo("62 FD 20 00 01");
    }

    @Test
    void endOfTheSessionStopsIt(DoipTester tester) {
        unlock(tester);
        ask(tester, START);

        ask(tester, "10 01");

        assertThat(ask(tester, "22 FD 20")).isEqualTo("62 FD 20 00 01");
    }

    @Test
    void voltageIsThatOfTheMoment(DoipTester tester) {
        assertThat(ask(tester, "22 FD 21")).isEqualTo("62 FD 21 7E");

        unlock(tester);
        ask(tester, START);
        assertThat(ask(tester, "22 FD 21")).isEqualTo("62 FD 21 62");
    }

    @Test
    void routineChecksTheBattery(DoipTester tester) {
        assertThat(ask(tester, "31 01 F0 20")).isEqualTo("71 01 F0 20 01");
        assertThat(ask(tester, "31 01 F0 20 00")).as("no options").isEqualTo("7F 31 13");
        assertThat(ask(tester, "31 02 F0 20")).as("cannot be stopped").isEqualTo("7F 31 12");

        unlock(tester);
        ask(tester, START);
        assertThat(ask(tester, "31 01 F0 20")).as("under load").isEqualTo("71 01 F0 20 00");
    }

    @Test
    void ecuWithoutStarterDoesNotHaveTheService(DoipTester tester) {
        assertThat(tester.request(WITHOUT_STARTER, "BC 02").toHex()).isEqualTo("7F BC 11");
        assertThat(tester.request(WITHOUT_STARTER, "22 FD 20").toHex()).isEqualTo("7F 22 31");
        assertThat(tester.request(WITHOUT_STARTER, "31 01 F0 20").toHex()).isEqualTo("7F 31 31");
    }

    @Test
    void definitionOfAnEcuNarrowsTheService(DoipTester tester) {
        assertThat(tester.request(RESTRICTED, START).toHex())
                .as("in no session")
                .isEqualTo("7F BC 12");
        assertThat(tester.request(RESTRICTED, "BC 02").toHex()).isEqualTo("FC 02");
        assertThat(tester.request(RESTRICTED, "3E 00").toHex()).as("not chosen").isEqualTo("7F 3E 11");
    }

    @Test
    void definitionOfAnEcuHasACheckOfItsOwn(DoipServerHandle server) {
        DoipTester other = server.newTester();
        other.activateRouting(0x0E81);

        assertThat(other.request(RESTRICTED, "BC 02").toHex()).isEqualTo("7F BC 22");
        assertThat(other.request(RESTRICTED, "3E 00").toHex()).as("comes later").isEqualTo("7F 3E 11");
        assertThat(other.request(ENGINE, "BC 02").toHex()).isEqualTo("FC 02");
    }

    @Test
    void resetWaitsForTheStarter(DoipTester tester) {
        unlock(tester);
        ask(tester, START);

        assertThat(ask(tester, "11 01")).as("turns").isEqualTo("7F 11 22");
        assertThat(ask(tester, "11 01 00")).as("length first").isEqualTo("7F 11 13");
        assertThat(ask(tester, "11 02")).as("left out").isEqualTo("7F 11 12");

        ask(tester, "BC 02");
        assertThat(ask(tester, "11 01")).isEqualTo("51 01");
        assertThat(ask(tester, "22 FD 20")).as("the count begins anew").isEqualTo("62 FD 20 00 00");
    }
}
