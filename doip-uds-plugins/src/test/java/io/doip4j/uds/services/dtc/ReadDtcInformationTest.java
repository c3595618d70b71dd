package io.doip4j.uds.services.dtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.DtcSettings;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.DtcSnapshot;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What all sub-functions have in common: which there are, how long they are. The reports have tests of their own. */
class ReadDtcInformationTest {
    private static final Integer[] ALWAYS = {
        0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x14, 0x16, 0x1A
    };

    private final FakeEcu ecu = DtcEcus.start(DtcEcus.large().build());

    // Every parameter is valid in its length, so that nothing but the length can be wrong.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            19 01 FF
            19 02 FF
            19 03
            19 04 0A 9B 17 01
            19 05 01
            19 06 0A 9B 17 01
            19 07 FF FF
            19 08 FF FF
            19 09 0A 9B 17
            19 0A
            19 0B
            19 0C
            19 0D
            19 0E
            19 0F FF
            19 10 0A 9B 17 01
            19 11 FF
            19 12 FF
            19 13 FF
            19 14
            19 15
            19 16 01
            19 17 FF 11
            19 18 0A 9B 17 05 11
            19 19 0A 9B 17 03 11
            19 1A 01
            19 42 33 FF FF
            19 55 33
            19 56 33 01
            """)
    void lengthIsExact(String request) {
        assertThat(ecu.ask(request)).startsWith("59 " + request.substring(3, 5));
        assertThat(ecu.ask(request + " 00")).isEqualTo("7F 19 13");
        assertThat(ecu.ask(request + " 00 00 00")).isEqualTo("7F 19 13");
        assertThat(ecu.ask(request.substring(0, request.length() - 3))).isEqualTo("7F 19 13");
    }

    @Test
    void lengthIsCheckedBeforeTheParameters() {
        assertThat(ecu.ask("19 04 AA AA AA")).isEqualTo("7F 19 13");
        assertThat(ecu.ask("19 09 AA AA AA 00")).isEqualTo("7F 19 13");
    }

    @Test
    void ecuWithEverythingHasAllSubFunctions() {
        assertThat(answered(ecu))
                .containsExactlyElementsOf(
                        new ReadDtcInformation().descriptor().subFunctions().keySet());
    }

    @Test
    void ecuWithoutCodesHasThoseThatNeedNothing() {
        assertThat(answered(start(EcuDefinition.builder(0x1000)))).containsExactly(ALWAYS);
    }

    @Test
    void ecuHasWhatItsStoreCanAnswer() {
        assertThat(answered(start(EcuDefinition.builder(0x1000)
                        .dtcSettings(DtcSettings.standard().mirrorMemory(true)))))
                .contains(0x0F, 0x10, 0x11)
                .hasSize(ALWAYS.length + 3);
        assertThat(answered(with(DtcDefinition.of(1).userMemory(0))))
                .contains(0x17, 0x18, 0x19)
                .hasSize(ALWAYS.length + 3);
        assertThat(answered(with(DtcDefinition.of(1).permanent())))
                .contains(0x15)
                .hasSize(ALWAYS.length + 1);
        assertThat(answered(with(DtcDefinition.of(1).functionalGroup(0xD0))))
                .contains(0x42)
                .hasSize(ALWAYS.length + 1);
        assertThat(answered(with(DtcDefinition.of(1).functionalGroup(0x33))))
                .contains(0x12, 0x13, 0x42)
                .hasSize(ALWAYS.length + 3);
        assertThat(answered(with(DtcDefinition.of(1).functionalGroup(0xD0).permanent())))
                .contains(0x15, 0x42, 0x55)
                .hasSize(ALWAYS.length + 3);
        assertThat(answered(with(DtcDefinition.of(1).functionalGroup(0xD0).readinessGroup(1))))
                .contains(0x42, 0x56)
                .hasSize(ALWAYS.length + 2);
        assertThat(answered(with(DtcDefinition.of(1).readinessGroup(1)))).containsExactly(ALWAYS);
    }

    private static FakeEcu with(DtcDefinition.Builder definition) {
        return start(EcuDefinition.builder(0x1000).dtc(definition.build()));
    }

    private static FakeEcu start(EcuDefinition.Builder definition) {
        return DtcEcus.start(definition.build());
    }

    /** The sub-functions that are there: a length that none has is no reason for NRC 0x12. */
    private static List<Integer> answered(FakeEcu ecu) {
        List<Integer> found = new ArrayList<>();
        for (int subFunction = 0; subFunction <= 0x7F; subFunction++) {
            String answer = ecu.ask(String.format("19 %02X 00 00 00 00 00 00", subFunction));
            if (!answer.equals("7F 19 12")) {
                assertThat(answer).isEqualTo("7F 19 13");
                found.add(subFunction);
            }
        }
        return found;
    }

    @Test
    void definitionMayNarrow() {
        FakeEcu narrowed = start(DtcEcus.large()
                .narrow(
                        0x19,
                        read -> read.toBuilder()
                                .subFunction(0x0F, Sessions.none())
                                .subFunction(0x15, Sessions.nonDefault())
                                .build()));

        assertThat(narrowed.ask("19 0F FF")).isEqualTo("7F 19 12");
        assertThat(narrowed.ask("19 15")).isEqualTo("7F 19 7E");
        assertThat(narrowed.in(Session.EXTENDED).ask("19 15")).startsWith("59 15");
    }

    @Test
    void isThereInEverySession() {
        assertThat(ecu.ask("19 01 01")).isEqualTo("59 01 7F 04 00 02");
        assertThat(ecu.in(Session.EXTENDED).ask("19 01 01")).isEqualTo("59 01 7F 04 00 02");
        assertThat(ecu.in(Session.PROGRAMMING).ask("19 01 01")).isEqualTo("59 01 7F 04 00 02");
    }

    // A response of exactly the longest length is sent.
    @ParameterizedTest(name = "{0} has {1} bytes")
    @CsvSource(delimiter = '|', textBlock = """
            19 01 FF             | 6
            19 02 FF             | 19
            19 03                | 14
            19 04 0A 9B 17 FF    | 20
            19 05 FF             | 33
            19 06 0A 9B 17 FF    | 11
            19 14                | 2
            19 42 33 FF FF       | 16
            """)
    void responseIsNotLongerThanTheEcuCanSend(String request, int length) {
        FakeEcu enough = start(DtcEcus.large().maxResponseLength(Math.max(3, length)));
        assertThat(Bytes.hex(enough.ask(request)).length()).isEqualTo(length);

        if (length > 3) {
            FakeEcu tooShort = start(DtcEcus.large().maxResponseLength(length - 1));
            assertThat(tooShort.ask(request)).isEqualTo("7F 19 14");
        }
    }

    // The data are taken many times before the response would be complete: it has to stop before.
    @Test
    void hugeResponsesAreNotMade() {
        Bytes megabyte = Bytes.wrap(new byte[1 << 20]);
        DtcSnapshot snapshot = DtcSnapshot.of(1, megabyte);
        for (int id = 2; id <= 100; id++) {
            snapshot = snapshot.and(id, megabyte);
        }
        DtcDefinition.Builder huge = DtcDefinition.of(1).initialStatus(0x2F);
        for (int number = 0; number <= 0xFE; number++) {
            huge.snapshot(number, snapshot);
        }
        FakeEcu other = start(EcuDefinition.builder(0x1000).dtc(huge.build()));

        // 25 GB.
        assertThat(other.ask("19 04 00 00 01 FF")).isEqualTo("7F 19 14");
        assertThat(other.ask("19 05 FF")).isEqualTo("7F 19 14");
    }

    @Test
    void leavesTheCheckOfTheSubFunctionToTheEngine() {
        ServiceDescriptor descriptor = new ReadDtcInformation().descriptor();

        assertThat(descriptor.subFunctions())
                .hasSize(29)
                .containsKeys(0x0F, 0x10, 0x11, 0x12, 0x13, 0x15, 0x17, 0x18, 0x19, 0x42, 0x55, 0x56)
                .containsKeys(ALWAYS);
        assertThat(descriptor.minLength()).isEqualTo(2);
        assertThat(descriptor.nonBlocking()).isTrue();
    }

    @Test
    void offersEverySubFunctionThatHasAReport() {
        assertThat(ReadDtcInformation.SUB_FUNCTIONS).containsExactlyElementsOf(Reports.ALL.keySet());
    }
}
