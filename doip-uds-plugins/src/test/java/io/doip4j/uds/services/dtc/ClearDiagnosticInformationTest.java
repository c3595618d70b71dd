package io.doip4j.uds.services.dtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.DtcGroup;
import io.doip4j.uds.ecu.DtcSettings;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.ServiceDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** See {@link DtcEcus#large} for the codes; all but 9A0102, and 0A9B17 in memory 11, and 888888 in memory 12 are confirmed. */
class ClearDiagnosticInformationTest {
    private static final String UNCHANGED = "0A 9B 17 2F 45 67 89 09 C1 00 00 2E";

    private final FakeEcu ecu = DtcEcus.start(DtcEcus.large()
            .dtcSettings(DtcSettings.standard().group(DtcGroup.range(0x400000, 0x400000, 0x7FFFFF)))
            .build());

    private String confirmed() {
        return ecu.ask("19 02 08").substring("59 02 7F".length()).trim();
    }

    private String confirmed(int memory) {
        return ecu.ask(String.format("19 17 08 %02X", memory))
                .substring("59 17 11 7F".length())
                .trim();
    }

    @ParameterizedTest(name = "{0}: {1} leaves {2}")
    @CsvSource(delimiter = '|', textBlock = """
            all codes                              | 14 FF FF FF | ''
            one code                               | 14 45 67 89 | 0A 9B 17 2F C1 00 00 2E
            a code that has not failed             | 14 9A 01 02 | 0A 9B 17 2F 45 67 89 09 C1 00 00 2E
            a group of the definition              | 14 40 00 00 | 0A 9B 17 2F C1 00 00 2E
            the functional group of emissions      | 14 FF FF 33 | 45 67 89 09 C1 00 00 2E
            another functional group               | 14 FF FF FE | C1 00 00 2E
            """)
    void clearsThePrimaryMemory(String reason, String request, String left) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo("54");

        assertThat(confirmed()).isEqualTo(left);
        assertThat(confirmed(0x11)).isEqualTo("0A 9B 17 2E");
        assertThat(confirmed(0x12)).isEqualTo("88 88 88 08");
    }

    @ParameterizedTest(name = "{0}: {1} leaves {2} in memory 11 and {3} in memory 12")
    @CsvSource(delimiter = '|', textBlock = """
            all codes      | 14 FF FF FF 11 | ''          | 88 88 88 08
            all codes      | 14 FF FF FF 12 | 0A 9B 17 2E | ''
            one code       | 14 0A 9B 17 11 | ''          | 88 88 88 08
            another code   | 14 77 77 77 11 | 0A 9B 17 2E | 88 88 88 08
            a group        | 14 40 00 00 11 | 0A 9B 17 2E | 88 88 88 08
            """)
    void clearsAUserDefinedMemory(String reason, String request, String left11, String left12) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo("54");

        assertThat(confirmed()).isEqualTo(UNCHANGED);
        assertThat(confirmed(0x11)).isEqualTo(left11);
        assertThat(confirmed(0x12)).isEqualTo(left12);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            no group                                  | 14                | 7F 14 13
            two bytes of a group                      | 14 FF FF          | 7F 14 13
            one byte more than a memory selection     | 14 FF FF FF 11 00 | 7F 14 13
            unknown code                              | 14 45 67 88       | 7F 14 31
            unknown functional group                  | 14 FF FF D1       | 7F 14 31
            no code belongs to functional group FF00  | 14 FF FF 00       | 7F 14 31
            group 0                                   | 14 00 00 00       | 7F 14 31
            a code of another memory                  | 14 88 88 88       | 7F 14 31
            unknown memory                            | 14 FF FF FF 13    | 7F 14 31
            the primary memory has no number          | 14 FF FF FF 00    | 7F 14 31
            a code of the primary memory              | 14 45 67 89 11    | 7F 14 31
            a functional group of the primary memory  | 14 FF FF 33 11    | 7F 14 31
            """)
    void refusesAndChangesNothing(String reason, String request, String response) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);

        assertThat(confirmed()).isEqualTo(UNCHANGED);
        assertThat(confirmed(0x11)).isEqualTo("0A 9B 17 2E");
        assertThat(confirmed(0x12)).isEqualTo("88 88 88 08");
    }

    @Test
    void clearsWhileUpdatesAreOff() {
        ecu.dtcs().updatesEnabled(false);

        assertThat(ecu.ask("14 FF FF FF")).isEqualTo("54");
        assertThat(ecu.ask("14 FF FF FF 11")).isEqualTo("54");
        assertThat(confirmed()).isEmpty();
        assertThat(confirmed(0x11)).isEmpty();
        assertThat(ecu.dtcs().updatesEnabled()).isFalse();
    }

    @Test
    void isThereInEverySession() {
        assertThat(ecu.in(Session.PROGRAMMING).ask("14 FF FF FF")).isEqualTo("54");
    }

    @Test
    void leavesTheMinimumLengthToTheEngine() {
        ServiceDescriptor descriptor = new ClearDiagnosticInformation().descriptor();

        assertThat(descriptor.minLength()).isEqualTo(4);
        assertThat(descriptor.hasSubFunction()).isFalse();
        assertThat(descriptor.nonBlocking()).isTrue();
    }
}
