package io.doip4j.uds.services.dtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.DtcDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 0x06, 0x10, 0x16, 0x19 and 0x1A of ReadDTCInformation; see {@link DtcEcus#large}. */
class ExtendedDataReportsTest {
    private final FakeEcu ecu = DtcEcus.start(DtcEcus.large().build());

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            one record                              | 19 06 0A 9B 17 01    | 59 06 0A 9B 17 2F 01 03 04
            a record of OBD                         | 19 06 0A 9B 17 90    | 59 06 0A 9B 17 2F 90 05
            all records                             | 19 06 0A 9B 17 FF    | 59 06 0A 9B 17 2F 01 03 04 90 05
            all of OBD, not 01 nor F0               | 19 06 45 67 89 FE    | 59 06 45 67 89 09 92 04
            all of all                              | 19 06 45 67 89 FF    | 59 06 45 67 89 09 01 07 08 92 04 F0 AA
            it has none of OBD                      | 19 06 C1 00 00 FE    | 59 06 C1 00 00 2E
            another code has such a record          | 19 06 0A 9B 17 92    | 59 06 0A 9B 17 2F
            it has such a record, but not stored    | 19 06 9A 01 02 02    | 59 06 9A 01 02 50
            none stored                             | 19 06 9A 01 02 FF    | 59 06 9A 01 02 50
            it cannot have any                      | 19 06 C1 00 00 FF    | 59 06 C1 00 00 2E
            no code has such a record               | 19 06 0A 9B 17 91    | 7F 19 31
            record 0 is reserved                    | 19 06 0A 9B 17 00    | 7F 19 31
            a record of another memory              | 19 06 0A 9B 17 03    | 7F 19 31
            unknown code                            | 19 06 0A 9B 16 01    | 7F 19 31
            unknown code, all records               | 19 06 0A 9B 16 FF    | 7F 19 31
            the mirror has the same                 | 19 10 0A 9B 17 01    | 59 10 0A 9B 17 2F 01 03 04
            all records of the mirror               | 19 10 0A 9B 17 FF    | 59 10 0A 9B 17 2F 01 03 04 90 05
            all of OBD of the mirror                | 19 10 45 67 89 FE    | 59 10 45 67 89 09 92 04
            not stored in the mirror                | 19 10 9A 01 02 02    | 59 10 9A 01 02 50
            no code has such a record               | 19 10 0A 9B 17 91    | 7F 19 31
            unknown code                            | 19 10 0A 9B 16 01    | 7F 19 31
            number once, then every code            | 19 16 01             | 59 16 01 0A 9B 17 2F 03 04 45 67 89 09 07 08
            one code has it                         | 19 16 92             | 59 16 92 45 67 89 09 04
            not stored                              | 19 16 02             | 59 16 02
            no code has such a record               | 19 16 03             | 7F 19 31
            record 0 is reserved                    | 19 16 00             | 7F 19 31
            beyond EF, even if a code has it        | 19 16 F0             | 7F 19 31
            FE does not stand for anything          | 19 16 FE             | 7F 19 31
            nor does FF                             | 19 16 FF             | 7F 19 31
            memory before the code                  | 19 19 0A 9B 17 03 11 | 59 19 11 0A 9B 17 2E 03 61
            all records                             | 19 19 0A 9B 17 FF 11 | 59 19 11 0A 9B 17 2E 03 61 9F 62
            all of OBD                              | 19 19 0A 9B 17 FE 11 | 59 19 11 0A 9B 17 2E 9F 62
            another code has such a record          | 19 19 77 77 77 03 11 | 59 19 11 77 77 77 50
            a record of the primary memory          | 19 19 0A 9B 17 01 11 | 7F 19 31
            a code of the primary memory            | 19 19 45 67 89 03 11 | 7F 19 31
            a record of another memory              | 19 19 88 88 88 03 12 | 7F 19 31
            unknown memory                          | 19 19 0A 9B 17 03 01 | 7F 19 31
            codes that have it, stored or not       | 19 1A 02             | 59 1A 7F 02 9A 01 02 50
            codes that have it                      | 19 1A 01             | 59 1A 7F 01 0A 9B 17 2F 45 67 89 09
            beyond EF                               | 19 1A F0             | 59 1A 7F F0 45 67 89 09
            no code has such a record               | 19 1A 03             | 7F 19 31
            record 0 is reserved                    | 19 1A 00             | 7F 19 31
            FE does not stand for anything          | 19 1A FE             | 7F 19 31
            nor does FF                             | 19 1A FF             | 7F 19 31
            """)
    void reads(String reason, String request, String response) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
    }

    @Test
    void nothingStoredAnywhereButInTheMirror() {
        ecu.ask("14 FF FF FF");

        assertThat(ecu.ask("19 06 0A 9B 17 01")).isEqualTo("59 06 0A 9B 17 50");
        assertThat(ecu.ask("19 16 01")).isEqualTo("59 16 01");
        assertThat(ecu.ask("19 1A 01")).isEqualTo("59 1A 7F 01 0A 9B 17 50 45 67 89 50");
        assertThat(ecu.ask("19 10 0A 9B 17 01")).isEqualTo("59 10 0A 9B 17 2F 01 03 04");
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            OBD has the records 90 to 9F            | 19 06 00 00 01 FE | 59 06 00 00 01 2F 90 02 9F 03
            all records, up to the largest          | 19 06 00 00 01 FF | 59 06 00 00 01 2F 8F 01 90 02 9F 03 A0 04 EF 05 F0 06 FD 07
            the largest                             | 19 06 00 00 01 FD | 59 06 00 00 01 2F FD 07
            the largest for all codes               | 19 16 EF          | 59 16 EF 00 00 01 2F 05
            one more                                | 19 16 F0          | 7F 19 31
            the largest that can be supported       | 19 1A FD          | 59 1A 7F FD 00 00 01 2F
            """)
    void limitsOfTheNumbers(String reason, String request, String response) {
        FakeEcu other = DtcEcus.start(EcuDefinition.builder(0x1000)
                .dtc(DtcDefinition.of(1)
                        .initialStatus(0x2F)
                        .extendedData(0x8F, Bytes.of(1))
                        .extendedData(0x90, Bytes.of(2))
                        .extendedData(0x9F, Bytes.of(3))
                        .extendedData(0xA0, Bytes.of(4))
                        .extendedData(0xEF, Bytes.of(5))
                        .extendedData(0xF0, Bytes.of(6))
                        .extendedData(0xFD, Bytes.of(7))
                        .build())
                .build());

        assertThat(other.ask(request)).as(reason).isEqualTo(response);
    }
}
