package io.doip4j.uds.services.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.MemoryRegion;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RequestDownload and RequestUpload check the same things in the same order; what differs has its own tests. */
class RequestDownloadTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            the whole region    | 00 44 08 00 00 00 00 01 00 00
            its last byte       | 00 44 08 00 FF FF 00 00 00 01
            """)
    void begins(String reason, String parameters) {
        assertThat(Transfers.unlocked().ask("34 " + parameters)).as(reason).isEqualTo("74 20 04 02");
        assertThat(Transfers.unlocked().ask("35 " + parameters)).as(reason).isEqualTo("75 20 04 02");
    }

    @ParameterizedTest(name = "{0}: {1} -> NRC {2}")
    @CsvSource(delimiter = '|', textBlock = """
            no such compression                               | 10 44 08 00 00 00 00 01 00 00    | 31
            no such encryption                                | 01 44 08 00 00 00 00 01 00 00    | 31
            neither                                           | 11 44 08 00 00 00 00 01 00 00    | 31
            no address and no size                            | 00 00 08 00 00 00 00 00 00 00    | 31
            a format that is not accepted                     | 00 24 08 00 00 00 01 00          | 31
            nine bytes                                        | 00 94 08 00 00 00 01 00          | 31
            the data format goes before the length            | 01 44 08 00                      | 31
            so does the format                                | 00 24 08 00                      | 31
            half an address                                   | 00 44 08 00                      | 13
            no size                                           | 00 44 08 00 00 00                | 13
            one byte is missing                               | 00 44 08 00 00 00 00 01 00       | 13
            one byte too many                                 | 00 44 08 00 00 00 00 01 00 00 00 | 13
            the length goes before the range                  | 00 44 AA 00 00 00 00 01 00       | 13
            too short for everything                          | 11 00 08                         | 13
            no data format                                    |                                  | 13
            size 0                                            | 00 44 08 00 00 00 00 00 00 00    | 31
            across the end                                    | 00 44 08 00 FF FF 00 00 00 02    | 31
            one byte too many in the region                   | 00 44 08 00 00 00 00 01 00 01    | 31
            nothing there                                     | 00 44 10 00 00 00 00 00 00 01    | 31
            the sum does not overflow                         | 00 44 08 00 00 00 FF FF FF FF    | 31
            """)
    void refuses(String reason, String parameters, String nrc) {
        FakeEcu ecu = Transfers.unlocked();
        String rest = parameters == null ? "" : parameters;

        assertThat(ecu.ask("34 " + rest)).as(reason).isEqualTo("7F 34 " + nrc);
        assertThat(ecu.ask("35 " + rest)).as(reason).isEqualTo("7F 35 " + nrc);
        assertThat(ecu.ask("36 01")).as("no transfer is active").isEqualTo("7F 36 24");
    }

    @ParameterizedTest(name = "{0}: {1} -> NRC {2}")
    @CsvSource(delimiter = '|', textBlock = """
            locked                            | 00 44 08 00 00 00 00 01 00 00 | 33
            the range goes before security    | 00 44 08 00 00 00 00 01 00 01 | 31
            so does the length                | 00 44 08 00 00 00 00 01 00    | 13
            so does the data format           | 01 44 08 00 00 00 00 01 00 00 | 31
            """)
    void memoryIsLocked(String reason, String parameters, String nrc) {
        FakeEcu ecu = Transfers.start(Transfers.definition().build()).in(Session.PROGRAMMING);

        assertThat(ecu.ask("34 " + parameters)).as(reason).isEqualTo("7F 34 " + nrc);
        assertThat(ecu.ask("35 " + parameters)).as(reason).isEqualTo("7F 35 " + nrc);
    }

    @Test
    void memoryIsOnlyThereInItsSession() {
        FakeEcu ecu = Transfers.start(Transfers.definition().build());

        assertThat(ecu.ask(Transfers.DOWNLOAD_64K)).as("default session").isEqualTo("7F 34 7F");
        ecu.in(Session.EXTENDED).unlocked(1);
        assertThat(ecu.ask(Transfers.DOWNLOAD_64K)).isEqualTo("7F 34 31");
        assertThat(ecu.ask(Transfers.UPLOAD_16)).isEqualTo("7F 35 31");
    }

    @Test
    void aDownloadNeedsMemoryThatCanBeWrittenAndAnUploadOneThatCanBeRead() {
        EcuDefinition definition = EcuDefinition.builder(0x1000)
                .memory(MemoryRegion.readOnly(0x10, 1))
                .memory(MemoryRegion.readOnly(0x20, 1)
                        .readableIn(Sessions.none())
                        .writableIn(Sessions.all()))
                .build();

        assertThat(Transfers.unlocked(definition).ask("34 00 11 10 01")).isEqualTo("7F 34 31");
        assertThat(Transfers.unlocked(definition).ask("35 00 11 10 01")).isEqualTo("75 20 0F FF");
        assertThat(Transfers.unlocked(definition).ask("34 00 11 20 01")).isEqualTo("74 20 0F FF");
        assertThat(Transfers.unlocked(definition).ask("35 00 11 20 01")).isEqualTo("7F 35 31");
    }

    @ParameterizedTest
    @ValueSource(strings = {"34", "35"})
    void onlyOneTransferAtATime(String second) {
        FakeEcu ecu = Transfers.unlocked();
        ecu.ask(Transfers.DOWNLOAD_16);

        assertThat(ecu.ask(second + " 00 44 08 00 00 00 00 00 00 10")).isEqualTo("7F " + second + " 22");
        assertThat(ecu.ask(second + " 00 44 08 00 00 00 00 01 00 01"))
                .as("the range goes before it")
                .isEqualTo("7F " + second + " 31");
        ecu.lock();
        assertThat(ecu.ask(second + " 00 44 08 00 00 00 00 00 00 10"))
                .as("security goes before it")
                .isEqualTo("7F " + second + " 33");
        assertThat(ecu.ask(Transfers.block(1, 16, 0xAA)))
                .as("the first one goes on")
                .isEqualTo("76 01");
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}, {3}")
    @CsvSource(delimiter = '|', textBlock = """
            the smallest                      | 3         | 74 20 00 03       | 75 20 00 03
            the largest in two bytes          | 65535     | 74 20 FF FF       | 75 20 FF FF
            the smallest in four              | 65536     | 74 40 00 01 00 00 | 75 40 00 01 00 00
            an upload is limited by responses | 16777216  | 74 40 01 00 00 00 | 75 40 00 02 00 00
            """)
    void tellsTheLongestBlock(String reason, int length, String download, String upload) {
        EcuDefinition definition = Transfers.definition()
                .maxResponseLength(0x2_0000)
                .setting(TransferSettings.builder().maxBlockLength(length).build())
                .build();

        assertThat(Transfers.unlocked(definition).ask(Transfers.DOWNLOAD_16))
                .as(reason)
                .isEqualTo(download);
        assertThat(Transfers.unlocked(definition).ask(Transfers.UPLOAD_16))
                .as(reason)
                .isEqualTo(upload);
    }

    @Test
    void aTargetOrSourceMayRefuseToBegin() {
        FakeEcu ecu = Transfers.unlocked(Transfers.definition()
                .setting(Transfers.settings()
                        .downloads((request, exchange, of) -> {
                            throw new NegativeResponseException(Nrc.UPLOAD_DOWNLOAD_NOT_ACCEPTED);
                        })
                        .uploads((request, exchange, of) -> {
                            throw new NegativeResponseException(Nrc.CONDITIONS_NOT_CORRECT);
                        })
                        .build())
                .build());

        assertThat(ecu.ask(Transfers.DOWNLOAD_16)).isEqualTo("7F 34 70");
        assertThat(ecu.ask(Transfers.UPLOAD_16)).isEqualTo("7F 35 22");
        assertThat(ecu.ask("36 01 00")).as("no transfer is active").isEqualTo("7F 36 24");
    }

    @Test
    void settingsAreChecked() {
        TransferSettings.Builder builder = TransferSettings.builder();

        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxBlockLength(2));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.formats(0x44, 0x04));
        assertThatIllegalArgumentException().isThrownBy(builder::formats);
        assertThatIllegalArgumentException().isThrownBy(() -> builder.downloadFormat(0x100, TransferSettings::plain));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.uploadFormat(-1, TransferSettings::plain));
    }

    @Test
    void areAvailableInAllSessionsButTheDefaultOne() {
        for (ServiceDescriptor descriptor :
                new ServiceDescriptor[] {new RequestDownload().descriptor(), new RequestUpload().descriptor()}) {
            assertThat(descriptor.hasSubFunction()).isFalse();
            assertThat(descriptor.minLength()).isEqualTo(5);
            assertThat(descriptor.sessions().contains(Session.DEFAULT)).isFalse();
            assertThat(descriptor.sessions().contains(Session.PROGRAMMING)).isTrue();
            assertThat(descriptor.nonBlocking()).isTrue();
        }
    }
}
