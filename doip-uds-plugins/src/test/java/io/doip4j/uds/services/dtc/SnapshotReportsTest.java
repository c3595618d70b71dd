package io.doip4j.uds.services.dtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.DtcSnapshot;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 0x03 to 0x05 and 0x18 of ReadDTCInformation; see {@link DtcEcus#large}. */
class SnapshotReportsTest {
    private final FakeEcu ecu = DtcEcus.start(DtcEcus.large().build());

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            code and number of each that is stored   | 19 03                | 59 03 0A 9B 17 01 0A 9B 17 02 45 67 89 01
            two data identifiers in their order      | 19 04 0A 9B 17 01    | 59 04 0A 9B 17 2F 01 02 F4 0C 0B B8 01 0C 2A
            the other record                         | 19 04 0A 9B 17 02    | 59 04 0A 9B 17 2F 02 01 01 0C 2B
            all records                              | 19 04 0A 9B 17 FF    | 59 04 0A 9B 17 2F 01 02 F4 0C 0B B8 01 0C 2A 02 01 01 0C 2B
            another code has such a record           | 19 04 45 67 89 02    | 59 04 45 67 89 09
            it has such a record, but not stored     | 19 04 9A 01 02 03    | 59 04 9A 01 02 50
            none stored                              | 19 04 9A 01 02 FF    | 59 04 9A 01 02 50
            it cannot have any                       | 19 04 C1 00 00 FF    | 59 04 C1 00 00 2E
            no code has such a record                | 19 04 0A 9B 17 04    | 7F 19 31
            record 0 is one like any other           | 19 04 0A 9B 17 00    | 7F 19 31
            FE does not stand for anything           | 19 04 0A 9B 17 FE    | 7F 19 31
            a record of another memory               | 19 04 0A 9B 17 05    | 7F 19 31
            unknown code                             | 19 04 0A 9B 18 01    | 7F 19 31
            unknown code, all records                | 19 04 0A 9B 18 FF    | 7F 19 31
            a code of another memory                 | 19 04 77 77 77 01    | 7F 19 31
            number before every code                 | 19 05 01             | 59 05 01 0A 9B 17 2F 02 F4 0C 0B B8 01 0C 2A 01 45 67 89 09 01 01 0C 2C
            one code has it                          | 19 05 02             | 59 05 02 0A 9B 17 2F 01 01 0C 2B
            not stored                               | 19 05 03             | 59 05 03
            all, in ascending order of the number    | 19 05 FF             | 59 05 01 0A 9B 17 2F 02 F4 0C 0B B8 01 0C 2A 01 45 67 89 09 01 01 0C 2C 02 0A 9B 17 2F 01 01 0C 2B
            no code has such a record                | 19 05 04             | 7F 19 31
            FE does not stand for anything           | 19 05 FE             | 7F 19 31
            memory before the code                   | 19 18 0A 9B 17 05 11 | 59 18 11 0A 9B 17 2E 05 01 02 00 51
            all records                              | 19 18 0A 9B 17 FF 11 | 59 18 11 0A 9B 17 2E 05 01 02 00 51 06 01 02 00 52
            another code has such a record           | 19 18 77 77 77 06 11 | 59 18 11 77 77 77 50
            none stored                              | 19 18 77 77 77 FF 11 | 59 18 11 77 77 77 50
            a record of the primary memory           | 19 18 0A 9B 17 01 11 | 7F 19 31
            a code of the primary memory             | 19 18 45 67 89 05 11 | 7F 19 31
            a record of another memory               | 19 18 88 88 88 05 12 | 7F 19 31
            unknown memory                           | 19 18 0A 9B 17 05 10 | 7F 19 31
            """)
    void reads(String reason, String request, String response) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
    }

    @Test
    void nothingStoredAnywhere() {
        ecu.ask("14 FF FF FF");

        assertThat(ecu.ask("19 03")).isEqualTo("59 03");
        assertThat(ecu.ask("19 05 01")).isEqualTo("59 05 01");
        assertThat(ecu.ask("19 05 FF")).isEqualTo("59 05 FF");
        assertThat(ecu.ask("19 04 0A 9B 17 FF")).isEqualTo("59 04 0A 9B 17 50");
        // Another memory is another matter.
        assertThat(ecu.ask("19 18 0A 9B 17 05 11")).isEqualTo("59 18 11 0A 9B 17 2E 05 01 02 00 51");
    }

    @ParameterizedTest
    @CsvSource({"0, 00", "255, FF", "256, 00"})
    void numberOfIdentifiersIsOneByte(int count, String number) {
        DtcSnapshot snapshot = new DtcSnapshot(Map.of());
        StringBuilder data = new StringBuilder();
        for (int id = 1; id <= count; id++) {
            snapshot = snapshot.and(id, Bytes.EMPTY);
            data.append(String.format(" %02X %02X", id >> 8, id & 0xFF));
        }
        FakeEcu other = DtcEcus.start(EcuDefinition.builder(0x1000)
                .dtc(DtcDefinition.of(1)
                        .initialStatus(0x2F)
                        .snapshot(0, snapshot)
                        .build())
                .build());

        assertThat(other.ask("19 04 00 00 01 00")).isEqualTo("59 04 00 00 01 2F 00 " + number + data);
    }
}
