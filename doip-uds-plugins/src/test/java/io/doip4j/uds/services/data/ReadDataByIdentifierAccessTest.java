package io.doip4j.uds.services.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeConnection;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may read what, in which order that is checked, and how long the answer may be. */
class ReadDataByIdentifierAccessTest {
    private final FakeRecord free = new FakeRecord(0x0001, "AA");
    private final FakeRecord locked = new FakeRecord(0x0002, "BB").access(Access.securityLevel(1));
    private final FakeRecord forRole = new FakeRecord(0x0003, "CC").access(Access.role("workshop"));
    private final FakeRecord secured = new FakeRecord(0x0004, "DD").access(Access.secured());
    private final FakeRecord extendedOnly =
            new FakeRecord(0x0005, "EE").access(Access.securityLevel(1)).in(Sessions.of(Session.EXTENDED));
    private final FakeRecord failing = new FakeRecord(0x0006, "");
    private final FakeEcu ecu = FakeEcu.of(
            EcuDefinition.builder(0x1000)
                    .data(any -> free)
                    .data(any -> locked)
                    .data(any -> forRole)
                    .data(any -> secured)
                    .data(any -> extendedOnly)
                    .data(any -> failing)
                    .maxResponseLength(10)
                    .build(),
            new ReadDataByIdentifier());

    ReadDataByIdentifierAccessTest() {
        failing.refusal = Nrc.CONDITIONS_NOT_CORRECT;
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            free                                           | 22 00 01                | 62 00 01 AA
            a security level is missing                    | 22 00 02                | 7F 22 33
            a role is missing                              | 22 00 03                | 7F 22 34
            a secured message is missing                   | 22 00 04                | 7F 22 38
            one locked among others                        | 22 00 01 00 02          | 7F 22 33
            one locked before others                       | 22 00 02 00 01          | 7F 22 33
            an unknown one does not hide it                | 22 AA AA 00 02          | 7F 22 33
            the role is checked before the level           | 22 00 02 00 03          | 7F 22 34
            in any order                                   | 22 00 03 00 02          | 7F 22 34
            the secured message before both                | 22 00 02 00 03 00 04    | 7F 22 38
            access is checked before anything is read      | 22 00 06 00 02          | 7F 22 33
            what the session does not have is not checked  | 22 00 05 00 01          | 62 00 01 AA
            nor if it is alone                             | 22 00 05                | 7F 22 31
            length is checked before access                | 22 00 02 00             | 7F 22 13
            one of two fails                               | 22 00 01 00 06          | 7F 22 22
            """)
    void checksTheTester(String reason, String request, String response) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
    }

    @Test
    void nothingLockedIsRead() {
        ecu.ask("22 00 01 00 02");

        assertThat(free.lastReader).isNull();
        assertThat(locked.lastReader).isNull();
    }

    @Test
    void whoHasWhatIsNeededReads() {
        ecu.in(Session.EXTENDED).unlocked(1).withRoles("workshop");

        assertThat(ecu.ask("22 00 02")).isEqualTo("62 00 02 BB");
        assertThat(ecu.ask("22 00 03 00 05")).isEqualTo("62 00 03 CC 00 05 EE");
        assertThat(ecu.askAs(0x0E01, new FakeConnection(2), "22 00 02")).isEqualTo("7F 22 33");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            several bytes too long                  | 11 22 33 44    | 22 00 01 00 01 | 7F 22 14
            just fits                               | 11 22          | 22 00 01 00 01 | 62 00 01 11 22 00 01 11 22
            one byte too long                       | 11 22 33       | 22 00 01 00 01 | 7F 22 14
            reading is tried before that            | 11 22 33 44 55 | 22 00 01 00 01 00 06 | 7F 22 22
            """)
    void refusesWhatIsLongerThanTheEcuCanGive(String reason, String value, String request, String response) {
        free.value = Bytes.hex(value);

        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
    }
}
