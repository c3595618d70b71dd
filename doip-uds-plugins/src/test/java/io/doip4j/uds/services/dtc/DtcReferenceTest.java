package io.doip4j.uds.services.dtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.uds.Session;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services 0x14 and 0x19 of an ECU with two codes: 123456 has status 09, 9A0102 has status 2F. */
class DtcReferenceTest {
    private FakeEcu ecu = DtcEcus.start(DtcEcus.small());

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            confirmed                          | 19 01 08          | 59 01 7F 01 00 02
            pending                            | 19 01 04          | 59 01 7F 01 00 01
            any status                         | 19 02 FF          | 59 02 7F 12 34 56 09 9A 01 02 2F
            pending                            | 19 02 04          | 59 02 7F 9A 01 02 2F
            a bit that is not supported        | 19 02 80          | 59 02 7F
            no bit                             | 19 02 00          | 59 02 7F
            stored snapshots                   | 19 03             | 59 03 12 34 56 01
            one snapshot                       | 19 04 12 34 56 01 | 59 04 12 34 56 09 01 01 01 12 2A
            all snapshots                      | 19 04 12 34 56 FF | 59 04 12 34 56 09 01 01 01 12 2A
            no snapshot of this code           | 19 04 9A 01 02 01 | 59 04 9A 01 02 2F
            no snapshots at all of this code   | 19 04 9A 01 02 FF | 59 04 9A 01 02 2F
            unknown code                       | 19 04 AA AA AA 01 | 7F 19 31
            unknown record number              | 19 04 12 34 56 05 | 7F 19 31
            one extended data record           | 19 06 9A 01 02 01 | 59 06 9A 01 02 2F 01 05
            all extended data records          | 19 06 12 34 56 FF | 59 06 12 34 56 09 01 03
            no extended data of OBD            | 19 06 12 34 56 FE | 59 06 12 34 56 09
            severity: check at next halt       | 19 07 20 FF       | 59 07 7F 01 00 01
            severity: all three bits           | 19 08 E0 08       | 59 08 7F 21 10 12 34 56 09 41 10 9A 01 02 2F
            severity of a code                 | 19 09 9A 01 02    | 59 09 7F 41 10 9A 01 02 2F
            supported codes                    | 19 0A             | 59 0A 7F 12 34 56 09 9A 01 02 2F
            first to fail                      | 19 0B             | 59 0B 7F 12 34 56 09
            first to be confirmed              | 19 0C             | 59 0C 7F 12 34 56 09
            last to fail                       | 19 0D             | 59 0D 7F 9A 01 02 2F
            last to be confirmed               | 19 0E             | 59 0E 7F 9A 01 02 2F
            none on the way to fail            | 19 14             | 59 14
            no sub-function                    | 19                | 7F 19 13
            no status mask                     | 19 02             | 7F 19 13
            one byte too many                  | 19 02 FF 00       | 7F 19 13
            reserved sub-function              | 19 7E             | 7F 19 12
            no mirror                          | 19 0F FF          | 7F 19 12
            no mirror, and too short           | 19 0F             | 7F 19 12
            taken away by the definition       | 19 05 01          | 7F 19 12
            """)
    void reads(String reason, String request, String response) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}, then {3}")
    @CsvSource(delimiter = '|', textBlock = """
            one code                           | 14 12 34 56       | 54       | 59 02 7F 9A 01 02 2F
            all codes                          | 14 FF FF FF       | 54       | 59 02 7F
            one byte too few                   | 14 FF FF          | 7F 14 13 | 59 02 7F 12 34 56 09 9A 01 02 2F
            two bytes too many                 | 14 FF FF FF 00 00 | 7F 14 13 | 59 02 7F 12 34 56 09 9A 01 02 2F
            no user-defined memory             | 14 FF FF FF 00    | 7F 14 13 | 59 02 7F 12 34 56 09 9A 01 02 2F
            no functional group                | 14 FF FF 33       | 7F 14 31 | 59 02 7F 12 34 56 09 9A 01 02 2F
            not a code                         | 14 12 34 57       | 7F 14 31 | 59 02 7F 12 34 56 09 9A 01 02 2F
            """)
    void clears(String reason, String request, String response, String left) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
        assertThat(ecu.ask("19 02 08")).isEqualTo(left);
    }

    @Test
    void neitherIsThereInTheProgrammingSession() {
        ecu = ecu.in(Session.PROGRAMMING);

        assertThat(ecu.ask("14 FF FF FF")).isEqualTo("7F 14 7F");
        assertThat(ecu.ask("19 02 FF")).isEqualTo("7F 19 7F");
    }

    // Bit 7 of the sub-function is never echoed: whether the answer is sent is the engine's business.
    @Test
    void suppressionBitIsNotEchoed() {
        assertThat(ecu.ask("19 82 FF")).isEqualTo("59 02 7F 12 34 56 09 9A 01 02 2F");
        assertThat(ecu.ask("19 82")).isEqualTo("7F 19 13");
        assertThat(ecu.ask("19 FE")).isEqualTo("7F 19 12");
    }

    @Test
    void nothingIsLeftOfAClearedCode() {
        ecu.ask("14 12 34 56");

        assertThat(ecu.ask("19 03")).isEqualTo("59 03");
        assertThat(ecu.ask("19 04 12 34 56 01")).isEqualTo("59 04 12 34 56 50");
        assertThat(ecu.ask("19 06 12 34 56 01")).isEqualTo("59 06 12 34 56 50");
        assertThat(ecu.ask("19 09 12 34 56")).isEqualTo("59 09 7F 21 10 12 34 56 50");
        assertThat(ecu.ask("19 0B")).isEqualTo("59 0B 7F 9A 01 02 2F");
    }

    @Test
    void nothingIsLeftAfterAClearOfAll() {
        ecu.ask("14 FF FF FF");

        assertThat(ecu.ask("19 0A")).isEqualTo("59 0A 7F 12 34 56 50 9A 01 02 50");
        assertThat(ecu.ask("19 01 FF")).isEqualTo("59 01 7F 01 00 02");
        assertThat(ecu.ask("19 01 AF")).isEqualTo("59 01 7F 01 00 00");
        assertThat(ecu.ask("19 0B")).isEqualTo("59 0B 7F");
        assertThat(ecu.ask("19 0C")).isEqualTo("59 0C 7F");
        assertThat(ecu.ask("19 0D")).isEqualTo("59 0D 7F");
        assertThat(ecu.ask("19 0E")).isEqualTo("59 0E 7F");
        assertThat(ecu.ask("14 FF FF FF")).isEqualTo("54");
    }
}
