package io.doip4j.uds.services.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.MemoryRegion;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteMemoryByAddressTest {
    private static final Sessions EXTENDED = Sessions.of(Session.EXTENDED);

    private final WriteMemoryByAddress provider = new WriteMemoryByAddress();

    private static EcuDefinition.Builder ecu() {
        return EcuDefinition.builder(0x1000)
                .memory(MemoryRegion.readOnly(0x2000_0000L, 0x100)
                        .writableIn(EXTENDED)
                        .access(Access.securityLevel(1))
                        .initial(address -> (int) address))
                .memory(MemoryRegion.readOnly(0x2000_0100L, 0x10))
                .memory(MemoryRegion.readOnly(0x10, 0x10).writableIn(Sessions.all()))
                .memory(MemoryRegion.readOnly(-0x10L, 0x10).writableIn(Sessions.all()));
    }

    private final FakeEcu ecu = FakeEcu.of(ecu().build(), provider, new ReadMemoryByAddress())
            .in(Session.EXTENDED)
            .unlocked(1);

    @ParameterizedTest(name = "{0}: {1} -> {2}, then {3} -> {4}")
    @CsvSource(delimiter = '|', textBlock = """
            size of one byte, address of four | 3D 14 20 00 00 10 02 AA BB                      | 7D 14 20 00 00 10 02             | 23 14 20 00 00 0F 04 | 63 0F AA BB 12
            the last byte of a region         | 3D 14 20 00 00 FF 01 00                         | 7D 14 20 00 00 FF 01             | 23 14 20 00 00 FE 02 | 63 FE 00
            one byte each                     | 3D 11 10 01 FF                                  | 7D 11 10 01                      | 23 11 10 02          | 63 FF 00
            the last byte of all              | 3D 18 FF FF FF FF FF FF FF FF 01 5A             | 7D 18 FF FF FF FF FF FF FF FF 01 | 23 18 FF FF FF FF FF FF FF FE 02 | 63 00 5A
            """)
    void writes(String reason, String request, String response, String read, String content) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
        assertThat(ecu.ask(read)).as(reason).isEqualTo(content);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            no size                                          | 3D 04 20 00 00 10 AA                                     | 7F 3D 31
            no address                                       | 3D 10 01 AA AA                                           | 7F 3D 31
            a format of nine bytes                           | 3D 91 20 00 00 10 AA                                     | 7F 3D 31
            the format goes before the length                | 3D 40 20 00 00                                           | 7F 3D 31
            half an address                                  | 3D 14 20 00 00                                           | 7F 3D 13
            no data                                          | 3D 14 20 00 00 10 02                                     | 7F 3D 13
            one byte is missing                              | 3D 14 20 00 00 10 02 AA                                  | 7F 3D 13
            one byte too many                                | 3D 14 20 00 00 10 02 AA BB CC                            | 7F 3D 13
            the length goes before the range                 | 3D 14 AA 00 00 10 02 AA                                  | 7F 3D 13
            shorter than any request                         | 3D 11 10 01                                              | 7F 3D 13
            a size whose low half fits                       | 3D 81 10 00 00 00 01 00 00 00 01 AA                      | 7F 3D 13
            the largest size                                 | 3D 81 10 FF FF FF FF FF FF FF FF AA                      | 7F 3D 13
            size 0                                           | 3D 14 20 00 00 10 00                                     | 7F 3D 31
            nothing there                                    | 3D 14 10 00 00 00 01 AA                                  | 7F 3D 31
            across two regions                               | 3D 14 20 00 00 FF 02 AA BB                               | 7F 3D 31
            memory that is never written                     | 3D 14 20 00 01 00 01 AA                                  | 7F 3D 31
            the end does not wrap around                     | 3D 18 FF FF FF FF FF FF FF FF 02 AA BB                   | 7F 3D 31
            """)
    void refuses(String reason, String request, String response) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
        assertThat(ecu.ask("23 14 20 00 00 FE 02")).as("nothing is written").isEqualTo("63 FE FF");
        assertThat(ecu.ask("23 14 20 00 00 10 02")).as("nothing is written").isEqualTo("63 10 11");
        assertThat(ecu.ask("23 14 20 00 01 00 01")).as("nothing is written").isEqualTo("63 00");
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            locked                            | 3D 14 20 00 00 10 01 AA    | 7F 3D 33
            the range goes before security    | 3D 14 20 00 00 FF 02 AA BB | 7F 3D 31
            so does the length                | 3D 14 20 00 00 10 01       | 7F 3D 13
            """)
    void memoryIsLocked(String reason, String request, String response) {
        FakeEcu locked = FakeEcu.of(ecu().build(), provider).in(Session.EXTENDED);

        assertThat(locked.ask(request)).as(reason).isEqualTo(response);
        assertThat(locked.memory().read(0x2000_0010L, 1).u8(0)).isEqualTo(0x10);
    }

    @Test
    void memoryThatCannotBeWrittenInTheSessionIsNotThere() {
        FakeEcu other =
                FakeEcu.of(ecu().build(), provider).in(Session.PROGRAMMING).unlocked(1);

        assertThat(other.ask("3D 14 20 00 00 10 01 AA")).isEqualTo("7F 3D 31");
    }

    @Test
    void onlyTheFormatsOfTheSettingAreAccepted() {
        EcuDefinition definition = ecu().setting(MemoryAccessSettings.of(0x14)).build();
        FakeEcu only = FakeEcu.of(definition, provider);

        assertThat(only.ask("3D 14 00 00 00 10 01 AA")).isEqualTo("7D 14 00 00 00 10 01");
        assertThat(only.ask("3D 11 10 01 BB")).isEqualTo("7F 3D 31");
    }

    @Test
    void leavesSessionsToTheRegions() {
        ServiceDescriptor descriptor = provider.descriptor();

        assertThat(descriptor.hasSubFunction()).isFalse();
        assertThat(descriptor.minLength()).isEqualTo(5);
        assertThat(descriptor.sessions().contains(Session.DEFAULT)).isTrue();
        assertThat(descriptor.nonBlocking()).isTrue();
    }
}
