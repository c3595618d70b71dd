package io.doip4j.vehicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.server.DoipServer;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the reference ECU consists of; how its services behave is in the conversations of the integration tests. */
class ReferenceEcuTest {
    private static final LogicalAddress TESTER = LogicalAddress.of(0x0E00);
    private static final LogicalAddress ECU = LogicalAddress.of(0x1000);
    private static final int GROUP = 0xE400;

    private final DoipServer server = start();

    private static DoipServer start() {
        return ReferenceEcu.server().port(0).build().startDaemon();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void definitionIsThatOfTheTable() {
        EcuDefinition definition = ReferenceEcu.definition();

        assertThat(definition.address()).isEqualTo(ECU);
        assertThat(definition.functionalAddresses()).containsExactly(LogicalAddress.of(GROUP));
        assertThat(definition.sessions()).containsExactly(Session.DEFAULT, Session.PROGRAMMING, Session.EXTENDED);
        assertThat(definition.services().orElseThrow()).hasSize(23).doesNotContain(0x38, 0x83, 0x84, 0x87);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            VIN                    | 22 F1 90       | 62 F1 90 57 56 57 5A 5A 5A 31 4A 5A 58 57 30 30 30 30 30 31
            scaling of the VIN     | 24 F1 90       | 64 F1 90 6F 62
            input or output        | 22 02 00       | 62 02 00 10
            what has been switched | 22 01 35       | 62 01 35 00 01
            trouble codes          | 19 02 FF       | 59 02 7F 12 34 56 09 9A 01 02 2F
            no other report        | 19 15          | 7F 19 12
            authentication         | 29 08          | 69 08 02
            extended session only  | 22 01 20       | 7F 22 31
            not to programming     | 10 02          | 7F 10 7E
            no seed by default     | 27 01          | 7F 27 7F
            no file transfer       | 38 01          | 7F 38 11
            failure on purpose     | 22 01 34       | 7F 22 10
            """)
    void answers(String what, String request, String response) throws IOException {
        try (PlainTester tester = PlainTester.connect(server)) {
            assertThat(tester.request(request)).as(what).isEqualTo(Bytes.hex(response));
        }
    }

    @Test
    void answersTheGroupFromItsOwnAddress() throws IOException {
        try (PlainTester tester = PlainTester.connect(server)) {
            assertThat(tester.responses(GROUP, "22 F1 86"))
                    .containsExactly(new DiagnosticMessage(ECU, TESTER, Bytes.hex("62 F1 86 01")));
        }
    }

    @Test
    void opensWithItsKnownKey() throws IOException {
        try (PlainTester tester = PlainTester.connect(server)) {
            tester.request("10 03");

            assertThat(tester.request("27 01")).isEqualTo(Bytes.hex("67 01 11 22 33 44"));
            assertThat(tester.request("27 02 B4 87 96 E1")).isEqualTo(Bytes.hex("67 02"));
            assertThat(tester.request("22 01 11")).isEqualTo(Bytes.hex("62 01 11 A5 5A"));
        }
    }

    @Test
    void everyServerBeginsAfresh() throws IOException {
        try (PlainTester tester = PlainTester.connect(server);
                DoipServer other = start();
                PlainTester elsewhere = PlainTester.connect(other)) {
            assertThat(tester.request("14 FF FF FF")).isEqualTo(Bytes.hex("54"));

            assertThat(tester.request("19 01 08")).isEqualTo(Bytes.hex("59 01 7F 01 00 00"));
            assertThat(elsewhere.request("19 01 08")).isEqualTo(Bytes.hex("59 01 7F 01 00 02"));
        }
    }
}
