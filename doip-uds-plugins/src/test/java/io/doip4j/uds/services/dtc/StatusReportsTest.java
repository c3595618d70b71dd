package io.doip4j.uds.services.dtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Dtc;
import io.doip4j.uds.ecu.DtcSettings;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.DtcDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 0x01, 0x02, 0x0A to 0x0F, 0x11 to 0x15 and 0x17 of ReadDTCInformation; see {@link DtcEcus#large}. */
class StatusReportsTest {
    private final FakeEcu ecu = DtcEcus.start(DtcEcus.large().build());

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            all but 9A0102 are confirmed         | 19 01 08    | 59 01 7F 04 00 03
            all bits, 50 of 9A0102 too           | 19 01 FF    | 59 01 7F 04 00 04
            bit 7 is set, but not supported      | 19 01 80    | 59 01 7F 04 00 00
            no bit                               | 19 01 00    | 59 01 7F 04 00 00
            ascending, without bit 7             | 19 02 08    | 59 02 7F 0A 9B 17 2F 45 67 89 09 C1 00 00 2E
            test failed                          | 19 02 01    | 59 02 7F 0A 9B 17 2F 45 67 89 09
            test not completed                   | 19 02 50    | 59 02 7F 9A 01 02 50
            bit 7                                | 19 02 80    | 59 02 7F
            bit 7 and bit 0                      | 19 02 81    | 59 02 7F 0A 9B 17 2F 45 67 89 09
            all that there are                   | 19 0A       | 59 0A 7F 0A 9B 17 2F 45 67 89 09 9A 01 02 50 C1 00 00 2E
            first to fail                        | 19 0B       | 59 0B 7F 45 67 89 09
            first to be confirmed                | 19 0C       | 59 0C 7F 45 67 89 09
            last to fail                         | 19 0D       | 59 0D 7F 0A 9B 17 2F
            last to be confirmed                 | 19 0E       | 59 0E 7F 0A 9B 17 2F
            the mirror has the same              | 19 0F 01    | 59 0F 7F 0A 9B 17 2F 45 67 89 09
            and as many                          | 19 11 08    | 59 11 7F 04 00 03
            emissions                            | 19 12 01    | 59 12 7F 04 00 01
            emissions, none                      | 19 12 80    | 59 12 7F 04 00 00
            emissions                            | 19 13 FF    | 59 13 7F 0A 9B 17 2F 9A 01 02 50
            emissions, none                      | 19 13 00    | 59 13 7F
            9A0102 can be permanent, but is not  | 19 15       | 59 15 7F 0A 9B 17 2F 45 67 89 09
            the status is that of the memory     | 19 17 FF 11 | 59 17 11 7F 0A 9B 17 2E 77 77 77 50
            status mask comes first              | 19 17 08 11 | 59 17 11 7F 0A 9B 17 2E
            the other memory                     | 19 17 FF 12 | 59 17 12 7F 88 88 88 08
            nothing found                        | 19 17 00 12 | 59 17 12 7F
            unknown memory                       | 19 17 FF 13 | 7F 19 31
            the primary memory has no number     | 19 17 FF 00 | 7F 19 31
            """)
    void reads(String reason, String request, String response) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
    }

    @Test
    void mirrorKeepsWhatWasCleared() {
        ecu.ask("14 FF FF FF");

        assertThat(ecu.ask("19 02 01")).isEqualTo("59 02 7F");
        assertThat(ecu.ask("19 0F 01")).isEqualTo("59 0F 7F 0A 9B 17 2F 45 67 89 09");
        assertThat(ecu.ask("19 11 01")).isEqualTo("59 11 7F 04 00 02");
    }

    @Test
    void permanentCodesAreNotClearedButReportTheirStatus() {
        ecu.ask("14 FF FF FF");

        assertThat(ecu.ask("19 15")).isEqualTo("59 15 7F 0A 9B 17 50 45 67 89 50");
    }

    @Test
    void permanentCodesGoWhenTheEcuFindsThemGone() {
        ecu.ask("14 FF FF FF");
        ecu.dtcs().reportTestPassed(Dtc.of(0x0A9B17));
        ecu.dtcs().newOperationCycle();

        assertThat(ecu.ask("19 15")).isEqualTo("59 15 7F 45 67 89 50");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -128 | 59 14
            -1   | 59 14
            0    | 59 14
            1    | 59 14 9A 01 02 01
            126  | 59 14 9A 01 02 7E
            127  | 59 14
            """)
    void counterOnTheWayToFail(int counter, String response) {
        ecu.dtcs().reportFaultDetectionCounter(Dtc.of(0x9A0102), counter);

        assertThat(ecu.ask("19 14")).isEqualTo(response);
    }

    @Test
    void countersInAscendingOrderOfTheCode() {
        ecu.dtcs().reportFaultDetectionCounter(Dtc.of(0xC10000), 5);
        ecu.dtcs().reportFaultDetectionCounter(Dtc.of(0x456789), 6);

        assertThat(ecu.ask("19 14")).isEqualTo("59 14 45 67 89 06 C1 00 00 05");
    }

    @Test
    void orderOfFailures() {
        ecu.ask("14 FF FF FF");
        ecu.dtcs().reportTestFailed(Dtc.of(0xC10000));
        ecu.dtcs().reportTestFailed(Dtc.of(0x9A0102));

        assertThat(ecu.ask("19 0B")).isEqualTo("59 0B 7F C1 00 00 2F");
        assertThat(ecu.ask("19 0C")).isEqualTo("59 0C 7F C1 00 00 2F");
        assertThat(ecu.ask("19 0D")).isEqualTo("59 0D 7F 9A 01 02 2F");
        assertThat(ecu.ask("19 0E")).isEqualTo("59 0E 7F 9A 01 02 2F");
    }

    @ParameterizedTest
    @CsvSource({"65535, FF FF", "65536, FF FF"})
    void numberOfCodesIsTwoBytes(int codes, String number) {
        EcuDefinition.Builder definition = EcuDefinition.builder(0x1000);
        for (int code = 1; code <= codes; code++) {
            definition.dtc(DtcDefinition.of(code).build());
        }

        assertThat(DtcEcus.start(definition.build()).ask("19 01 50")).isEqualTo("59 01 7F 01 " + number);
    }

    @Test
    void nothingChangesWhileUpdatesAreOff() {
        ecu.dtcs().updatesEnabled(false);
        ecu.dtcs().reportTestFailed(Dtc.of(0x9A0102));
        assertThat(ecu.ask("19 02 50")).isEqualTo("59 02 7F 9A 01 02 50");

        assertThat(ecu.ask("14 0A 9B 17")).isEqualTo("54");
        assertThat(ecu.ask("19 02 01")).isEqualTo("59 02 7F 45 67 89 09");
    }

    // Bits that are not available are neither matched nor reported, by no sub-function.
    @Test
    void availabilityMaskIsForAll() {
        EcuDefinition definition = EcuDefinition.builder(0x1000)
                .dtcSettings(DtcSettings.standard().availabilityMask(0x88).mirrorMemory(true))
                .dtc(DtcDefinition.of(0x123456)
                        .initialStatus(0xAF)
                        .severity(0x20, 0x01)
                        .functionalGroup(DtcDefinition.EMISSIONS_GROUP)
                        .readinessGroup(0x02)
                        .permanent()
                        .extendedData(0x01, Bytes.of(0x05))
                        .build())
                .dtc(DtcDefinition.of(0x123456)
                        .userMemory(0x00)
                        .initialStatus(0x2F)
                        .build())
                .build();
        FakeEcu other = DtcEcus.start(definition);

        assertThat(other.ask("19 01 77")).isEqualTo("59 01 88 01 00 00");
        assertThat(other.ask("19 02 FF")).isEqualTo("59 02 88 12 34 56 88");
        assertThat(other.ask("19 02 77")).isEqualTo("59 02 88");
        assertThat(other.ask("19 06 12 34 56 01")).isEqualTo("59 06 12 34 56 88 01 05");
        assertThat(other.ask("19 08 FF FF")).isEqualTo("59 08 88 20 01 12 34 56 88");
        assertThat(other.ask("19 08 FF 77")).isEqualTo("59 08 88");
        assertThat(other.ask("19 0A")).isEqualTo("59 0A 88 12 34 56 88");
        assertThat(other.ask("19 0B")).isEqualTo("59 0B 88 12 34 56 88");
        assertThat(other.ask("19 0F FF")).isEqualTo("59 0F 88 12 34 56 88");
        assertThat(other.ask("19 0F 77")).isEqualTo("59 0F 88");
        assertThat(other.ask("19 15")).isEqualTo("59 15 88 12 34 56 88");
        assertThat(other.ask("19 16 01")).isEqualTo("59 16 01 12 34 56 88 05");
        assertThat(other.ask("19 17 FF 00")).isEqualTo("59 17 00 88 12 34 56 08");
        assertThat(other.ask("19 17 77 00")).isEqualTo("59 17 00 88");
        assertThat(other.ask("19 42 33 FF FF")).isEqualTo("59 42 33 88 FF 01 20 12 34 56 88");
        assertThat(other.ask("19 42 33 77 FF")).isEqualTo("59 42 33 88 FF 01");
        assertThat(other.ask("19 55 33")).isEqualTo("59 55 33 88 01 12 34 56 88");
        assertThat(other.ask("19 56 33 02")).isEqualTo("59 56 33 88 01 02 12 34 56 88");
    }
}
