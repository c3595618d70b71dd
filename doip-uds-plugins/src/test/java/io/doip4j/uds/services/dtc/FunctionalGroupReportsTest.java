package io.doip4j.uds.services.dtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.uds.services.internal.testing.FakeEcu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 0x42, 0x55 and 0x56 of ReadDTCInformation; see {@link DtcEcus#large}. */
class FunctionalGroupReportsTest {
    private final FakeEcu ecu = DtcEcus.start(DtcEcus.large().build());

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            severity, code, status of emissions         | 19 42 33 FF FF | 59 42 33 7F FF 04 41 0A 9B 17 2F 21 9A 01 02 50
            status mask comes before severity mask      | 19 42 33 08 1E | 59 42 33 7F FF 04
            status mask and severity mask               | 19 42 33 08 01 | 59 42 33 7F FF 04 41 0A 9B 17 2F
            not the other way round                     | 19 42 33 40 20 | 59 42 33 7F FF 04 21 9A 01 02 50
            the class of the severity                   | 19 42 FE 08 1E | 59 42 FE 7F FF 04 A2 45 67 89 09
            another group                               | 19 42 FE 01 E0 | 59 42 FE 7F FF 04 41 0A 9B 17 2F A2 45 67 89 09
            no severity is never found                  | 19 42 D0 FF FF | 59 42 D0 7F FF 04
            no status mask                              | 19 42 33 00 FF | 59 42 33 7F FF 04
            no severity mask                            | 19 42 33 FF 00 | 59 42 33 7F FF 04
            a status bit that is not supported          | 19 42 33 80 FF | 59 42 33 7F FF 04
            unknown group                               | 19 42 D1 FF FF | 7F 19 31
            no code belongs to group FF                 | 19 42 FF FF FF | 7F 19 31
            no group                                    | 19 42 00 FF FF | 7F 19 31
            permanent and in the group                  | 19 55 33       | 59 55 33 7F 04 0A 9B 17 2F
            permanent and in another group              | 19 55 FE       | 59 55 FE 7F 04 0A 9B 17 2F 45 67 89 09
            none of the group can be                    | 19 55 D0       | 59 55 D0 7F 04
            unknown group                               | 19 55 D1       | 7F 19 31
            in both groups                              | 19 56 33 01    | 59 56 33 7F 04 01 0A 9B 17 2F
            whatever the status                         | 19 56 33 02    | 59 56 33 7F 04 02 9A 01 02 50
            in both groups                              | 19 56 FE 01    | 59 56 FE 7F 04 01 0A 9B 17 2F 45 67 89 09
            unknown readiness group                     | 19 56 33 03    | 7F 19 31
            a readiness group of another group          | 19 56 FE 02    | 7F 19 31
            unknown group                               | 19 56 D1 01    | 7F 19 31
            """)
    void reads(String reason, String request, String response) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
    }

    @Test
    void permanentCodesAreNotCleared() {
        ecu.ask("14 FF FF 33");

        assertThat(ecu.ask("19 55 33")).isEqualTo("59 55 33 7F 04 0A 9B 17 50");
        assertThat(ecu.ask("19 42 33 08 FF")).isEqualTo("59 42 33 7F FF 04");
    }
}
