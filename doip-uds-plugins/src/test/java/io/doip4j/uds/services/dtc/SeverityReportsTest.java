package io.doip4j.uds.services.dtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.uds.ecu.DtcSettings;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 0x07 to 0x09 of ReadDTCInformation; see {@link DtcEcus#large}. */
class SeverityReportsTest {
    private final FakeEcu ecu = DtcEcus.start(DtcEcus.large().build());

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            severity mask comes first, 20 has A2 and 21   | 19 07 20 FF    | 59 07 7F 04 00 02
            of these two one has failed                   | 19 07 20 01    | 59 07 7F 04 00 01
            no severity is never found                    | 19 07 FF FF    | 59 07 7F 04 00 03
            no severity mask                              | 19 07 00 FF    | 59 07 7F 04 00 00
            no status mask                                | 19 07 FF 00    | 59 07 7F 04 00 00
            severity, unit, code, status                  | 19 08 01 FF    | 59 08 7F 41 11 0A 9B 17 2F 21 33 9A 01 02 50
            both masks have to match                      | 19 08 01 40    | 59 08 7F 21 33 9A 01 02 50
            one of both does not                          | 19 08 02 40    | 59 08 7F
            the severity bit 7                            | 19 08 80 08    | 59 08 7F A2 22 45 67 89 09
            a status bit that is not supported            | 19 08 FF 80    | 59 08 7F
            of one code                                   | 19 09 45 67 89 | 59 09 7F A2 22 45 67 89 09
            whatever its status                           | 19 09 9A 01 02 | 59 09 7F 21 33 9A 01 02 50
            without severity                              | 19 09 C1 00 00 | 59 09 7F 00 44 C1 00 00 2E
            unknown code                                  | 19 09 C1 00 01 | 7F 19 31
            a group is not a code                         | 19 09 FF FF FF | 7F 19 31
            a code of another memory                      | 19 09 77 77 77 | 7F 19 31
            """)
    void reads(String reason, String request, String response) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
    }

    @Test
    void severityBitsThatAreNotSupportedAreNeitherMatchedNorReported() {
        FakeEcu other = DtcEcus.start(DtcEcus.large()
                .dtcSettings(DtcSettings.standard().severityAvailabilityMask(0xE0))
                .build());

        assertThat(other.ask("19 07 1F FF")).isEqualTo("59 07 7F 01 00 00");
        assertThat(other.ask("19 08 5F FF")).isEqualTo("59 08 7F 40 11 0A 9B 17 2F");
        assertThat(other.ask("19 09 45 67 89")).isEqualTo("59 09 7F A0 22 45 67 89 09");
        assertThat(other.ask("19 42 33 FF FF")).isEqualTo("59 42 33 7F E0 01 40 0A 9B 17 2F 20 9A 01 02 50");
    }
}
