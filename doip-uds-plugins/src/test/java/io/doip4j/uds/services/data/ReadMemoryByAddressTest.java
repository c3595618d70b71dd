package io.doip4j.uds.services.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.MemoryRegion;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadMemoryByAddressTest {
    private static final Sessions EXTENDED = Sessions.of(Session.EXTENDED);

    private final ReadMemoryByAddress provider = new ReadMemoryByAddress();

    private static EcuDefinition.Builder ecu() {
        return EcuDefinition.builder(0x1000)
                .memory(MemoryRegion.readOnly(0x2000_0000L, 0x100)
                        .readableIn(EXTENDED)
                        .access(Access.securityLevel(1))
                        .initial(address -> (int) address))
                .memory(MemoryRegion.readOnly(0x2000_0100L, 0x10))
                .memory(MemoryRegion.readOnly(0x10, 0x10).initial(address -> (int) address))
                .memory(MemoryRegion.readOnly(-0x10L, 0x10).initial(address -> (int) address))
                .memory(MemoryRegion.readOnly(0x8000_0000_0000_0000L, 0x4000_0000_0000_0000L))
                .maxResponseLength(0x41);
    }

    private final FakeEcu ecu =
            FakeEcu.of(ecu().build(), provider).in(Session.EXTENDED).unlocked(1);

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            size of one byte, address of four             | 23 14 20 00 00 10 04                                     | 63 10 11 12 13
            the last byte of a region                     | 23 14 20 00 00 FF 01                                     | 63 FF
            the first one of the next                     | 23 14 20 00 01 00 01                                     | 63 00
            one byte each                                 | 23 11 1E 02                                              | 63 1E 1F
            leading zeros                                 | 23 33 00 00 10 00 00 01                                  | 63 10
            eight bytes each                              | 23 88 00 00 00 00 00 00 00 11 00 00 00 00 00 00 00 02    | 63 11 12
            the last byte of the 64-bit address space     | 23 18 FF FF FF FF FF FF FF FF 01                         | 63 FF
            addresses are unsigned                        | 23 18 80 00 00 00 00 00 00 00 02                         | 63 00 00
            """)
    void reads(String reason, String request, String response) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            no size                                              | 23 04 20 00 00 00                                     | 7F 23 31
            no address                                           | 23 10 04 00                                           | 7F 23 31
            an address of nine bytes                             | 23 19 00 00 00 00 00 00 00 00 10 01                   | 7F 23 31
            a size of nine bytes                                 | 23 91 10 00 00 00 00 00 00 00 00 01                   | 7F 23 31
            the format goes before the length                    | 23 04 20 00                                           | 7F 23 31
            one byte is missing                                  | 23 14 20 00 00 10                                     | 7F 23 13
            one byte too many                                    | 23 14 20 00 00 10 04 00                               | 7F 23 13
            the length goes before the range                     | 23 14 AA 00 00 10                                     | 7F 23 13
            no format                                            | 23                                                    | 7F 23 13
            shorter than any request                             | 23 11 10                                              | 7F 23 13
            size 0                                               | 23 14 20 00 00 10 00                                  | 7F 23 31
            nothing there                                        | 23 14 10 00 00 00 01                                  | 7F 23 31
            one byte before                                      | 23 14 1F FF FF FF 01                                  | 7F 23 31
            one byte behind                                      | 23 14 20 00 01 10 01                                  | 7F 23 31
            across two regions                                   | 23 14 20 00 00 FF 02                                  | 7F 23 31
            the end does not wrap around                         | 23 18 FF FF FF FF FF FF FF FF 02                      | 7F 23 31
            the sum of address and size does not overflow        | 23 88 00 00 00 00 00 00 00 10 FF FF FF FF FF FF FF FF | 7F 23 31
            a size is unsigned                                   | 23 88 00 00 00 00 00 00 00 10 80 00 00 00 00 00 00 01 | 7F 23 31
            longer than a response                               | 23 14 20 00 00 00 41                                  | 7F 23 14
            more than any memory: not allocated                  | 23 88 80 00 00 00 00 00 00 00 3F FF FF FF FF FF FF FF | 7F 23 14
            a size whose low half would fit                      | 23 88 80 00 00 00 00 00 00 00 00 00 00 01 00 00 00 01 | 7F 23 14
            """)
    void refuses(String reason, String request, String response) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
    }

    @Test
    void aSizeThatWouldBeNegativeIsTooLongAsWell() {
        FakeEcu huge = FakeEcu.of(
                EcuDefinition.builder(0x1000)
                        .memory(MemoryRegion.readOnly(0, -1L))
                        .build(),
                provider);

        assertThat(huge.ask("23 81 00 80 00 00 00 00 00 00 01")).isEqualTo("7F 23 14");
        assertThat(huge.ask("23 81 00 FF FF FF FF FF FF FF FF")).isEqualTo("7F 23 14");
    }

    @Test
    void theLongestResponseIsGiven() {
        assertThat(ecu.ask("23 14 20 00 00 00 40")).startsWith("63 00 01").endsWith("3E 3F");
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            locked                                               | 23 14 20 00 00 10 04    | 7F 23 33
            the range goes before security                       | 23 14 20 00 00 FF 02    | 7F 23 31
            so does the length                                   | 23 14 20 00 00 10       | 7F 23 13
            security goes before the length of the response      | 23 14 20 00 00 00 41    | 7F 23 33
            other regions are open                               | 23 11 10 01             | 63 10
            """)
    void memoryIsLocked(String reason, String request, String response) {
        assertThat(FakeEcu.of(ecu().build(), provider).in(Session.EXTENDED).ask(request))
                .as(reason)
                .isEqualTo(response);
    }

    @Test
    void memoryThatCannotBeReadInTheSessionIsNotThere() {
        FakeEcu other = FakeEcu.of(ecu().build(), provider).in(Session.PROGRAMMING);

        assertThat(other.ask("23 14 20 00 00 10 04")).isEqualTo("7F 23 31");
        assertThat(other.ask("23 11 10 01")).isEqualTo("63 10");
    }

    @Test
    void onlyTheFormatsOfTheSettingAreAccepted() {
        EcuDefinition definition =
                ecu().setting(MemoryAccessSettings.of(0x14, 0x24)).build();
        FakeEcu only = FakeEcu.of(definition, provider);

        assertThat(only.ask("23 14 00 00 00 10 01")).isEqualTo("63 10");
        assertThat(only.ask("23 24 00 00 00 10 00 01")).isEqualTo("63 10");
        assertThat(only.ask("23 11 10 01")).isEqualTo("7F 23 31");
        assertThat(only.ask("23 41 10 00 00 00 01")).isEqualTo("7F 23 31");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x10, 0x19, 0x91, 0x114, -1, -0xEF})
    void aSettingHasPossibleFormatsOnly(int format) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemoryAccessSettings.of(0x14, format))
                .withMessageContaining("addressAndLengthFormatIdentifier");
    }

    @Test
    void aSettingHasAtLeastOneFormat() {
        assertThatIllegalArgumentException().isThrownBy(MemoryAccessSettings::of);
        assertThatIllegalArgumentException().isThrownBy(() -> new MemoryAccessSettings(Set.of()));
        assertThat(MemoryAccessSettings.standard().formats())
                .hasSize(64)
                .contains(0x11, 0x18, 0x81, 0x88)
                .doesNotContain(0x10, 0x19, 0x20, 0x89);
    }

    @Test
    void leavesSessionsToTheRegions() {
        ServiceDescriptor descriptor = provider.descriptor();

        assertThat(descriptor.hasSubFunction()).isFalse();
        assertThat(descriptor.minLength()).isEqualTo(4);
        assertThat(descriptor.sessions().contains(Session.DEFAULT)).isTrue();
        assertThat(descriptor.nonBlocking()).isTrue();
    }
}
