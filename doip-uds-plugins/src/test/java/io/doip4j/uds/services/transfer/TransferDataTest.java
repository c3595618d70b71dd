package io.doip4j.uds.services.transfer;

import static io.doip4j.uds.services.transfer.Transfers.answer;
import static io.doip4j.uds.services.transfer.Transfers.block;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.MemoryRegion;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransferDataTest {
    private static final int MEBIBYTE = 1 << 20;

    private final FakeEcu ecu = Transfers.unlocked();

    private String content(long address, int length) {
        return ecu.memory().read(address, length).toHex();
    }

    @Test
    void writesBlocksOfAnyLengthOneAfterTheOther() {
        ecu.ask(Transfers.DOWNLOAD_16);

        assertThat(ecu.ask("36 01 A0 A1 A2")).isEqualTo("76 01");
        assertThat(ecu.ask("36 02 A3")).isEqualTo("76 02");
        assertThat(ecu.ask(block(3, 12, 0xBB))).isEqualTo("76 03");
        assertThat(ecu.ask("37")).isEqualTo("77");
        assertThat(content(Transfers.FLASH, 18)).isEqualTo("A0 A1 A2 A3" + " BB".repeat(12) + " 10 11");
    }

    @Test
    void aBlockWithoutDataIsABlock() {
        ecu.ask(Transfers.DOWNLOAD_16);

        assertThat(ecu.ask("36 01")).isEqualTo("76 01");
        assertThat(ecu.ask(block(2, 16, 0))).isEqualTo("76 02");
        assertThat(ecu.ask("37")).isEqualTo("77");
    }

    @Test
    void theLastBlockAgainIsAnsweredAndNotWritten() {
        ecu.ask(Transfers.DOWNLOAD_16);
        ecu.ask("36 01 A0 A1");

        assertThat(ecu.ask("36 01 A0 A1")).isEqualTo("76 01");
        assertThat(ecu.ask("36 01 EE EE"))
                .as("other data under the same counter")
                .isEqualTo("76 01");
        assertThat(ecu.ask("36 02 B0")).isEqualTo("76 02");
        assertThat(content(Transfers.FLASH, 4)).isEqualTo("A0 A1 B0 03");
    }

    @Test
    void theVeryLastBlockCanBeRepeatedToo() {
        ecu.ask(Transfers.DOWNLOAD_16);
        ecu.ask(block(1, 16, 0xAA));

        assertThat(ecu.ask(block(1, 16, 0xBB))).isEqualTo("76 01");
        assertThat(ecu.ask("37")).isEqualTo("77");
        assertThat(content(Transfers.FLASH, 17)).isEqualTo("AA" + " AA".repeat(15) + " 10");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x02, 0x81, 0xFF})
    void theFirstBlockIsNumberOne(int counter) {
        ecu.ask(Transfers.DOWNLOAD_16);

        assertThat(ecu.ask(block(counter, 1, 0xEE))).isEqualTo("7F 36 73");
        assertThat(ecu.ask("36 01 A0")).as("the transfer goes on").isEqualTo("76 01");
        assertThat(content(Transfers.FLASH, 2)).isEqualTo("A0 01");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x04, 0x83, 0xFF})
    void anotherCounterThanTheNextOneIsRefusedAndTheTransferGoesOn(int counter) {
        ecu.ask(Transfers.DOWNLOAD_16);
        ecu.ask("36 01 A0");
        ecu.ask("36 02 A1");

        assertThat(ecu.ask(block(counter, 1, 0xEE))).isEqualTo("7F 36 73");
        assertThat(ecu.ask("36 03 A2")).isEqualTo("76 03");
        assertThat(content(Transfers.FLASH, 4)).isEqualTo("A0 A1 A2 03");
    }

    @Test
    void theCounterGoesFromFFTo00() {
        ecu.ask(Transfers.DOWNLOAD_64K);

        for (int number = 1; number <= 512; number++) {
            int counter = number & 0xFF;
            assertThat(ecu.ask(block(counter, 128, counter))).isEqualTo(answer(counter));
        }
        assertThat(ecu.ask(block(0, 128, 0xEE))).as("block 00 again").isEqualTo("76 00");
        assertThat(ecu.ask("37")).isEqualTo("77");
        assertThat(content(Transfers.FLASH + 254 * 128, 1)).isEqualTo("FF");
        assertThat(content(Transfers.FLASH + 255 * 128, 1)).isEqualTo("00");
        assertThat(content(Transfers.FLASH + 256 * 128, 1)).isEqualTo("01");
        assertThat(content(Transfers.FLASH + 511 * 128, 1)).isEqualTo("00");
    }

    @Test
    void aBlockAfterTheLastByteIsOutOfOrder() {
        ecu.ask(Transfers.DOWNLOAD_64K);
        for (int counter = 1; counter <= 64; counter++) {
            assertThat(ecu.ask(block(counter, 1024, counter))).isEqualTo(answer(counter));
        }

        assertThat(ecu.ask("36 41 00")).isEqualTo("7F 36 24");
        assertThat(ecu.ask("36 41")).as("without data, too").isEqualTo("7F 36 24");
        assertThat(ecu.ask("36 50 00")).as("whatever its counter").isEqualTo("7F 36 24");
        assertThat(ecu.ask(block(0x41, 2000, 0))).as("before its length").isEqualTo("7F 36 24");
        assertThat(ecu.ask("37")).as("the transfer can still be ended").isEqualTo("77");
    }

    @ParameterizedTest(name = "{0}: {1} bytes in block {2} -> {3}, then {4} -> {5}")
    @CsvSource(delimiter = '|', textBlock = """
            exactly the longest              | 1024 | 1 | 76 01    | 36 02 00 | 76 02
            one byte more                    | 1025 | 1 | 7F 36 13 | 36 01 00 | 76 01
            the counter goes before length   | 1025 | 2 | 7F 36 73 | 36 01 00 | 76 01
            """)
    void noBlockIsLongerThanAgreed(
            String reason, int length, int counter, String response, String next, String nextResponse) {
        ecu.ask(Transfers.DOWNLOAD_64K);

        assertThat(ecu.ask(block(counter, length, 0xAA))).as(reason).isEqualTo(response);
        assertThat(ecu.ask(next)).as("the transfer goes on").isEqualTo(nextResponse);
    }

    @Test
    void theLastBlockAgainMustNotBeLongerThanAgreedEither() {
        ecu.ask(Transfers.DOWNLOAD_64K);
        ecu.ask("36 01 00");

        assertThat(ecu.ask(block(1, 1025, 0))).isEqualTo("7F 36 13");
    }

    @Test
    void moreDataThanAnnouncedAbortTheTransfer() {
        ecu.ask(Transfers.DOWNLOAD_16);

        assertThat(ecu.ask(block(1, 17, 0xEE))).isEqualTo("7F 36 71");
        assertThat(ecu.ask(block(1, 16, 0xEE))).isEqualTo("7F 36 24");
        assertThat(ecu.ask("37")).isEqualTo("7F 37 24");
        assertThat(content(Transfers.FLASH, 2)).as("nothing is written").isEqualTo("00 01");
        assertThat(ecu.ask(Transfers.DOWNLOAD_16)).as("the next can begin").isEqualTo("74 20 04 02");
    }

    @Test
    void aLaterBlockMayBeTheOneTooMuch() {
        ecu.ask(Transfers.DOWNLOAD_16);
        ecu.ask(block(1, 15, 0xAA));

        assertThat(ecu.ask(block(2, 2, 0xEE))).isEqualTo("7F 36 71");
        assertThat(content(Transfers.FLASH, 17)).isEqualTo("AA" + " AA".repeat(14) + " 0F 10");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            36 01 00 | 7F 36 24
            36 01    | 7F 36 24
            36 00    | 7F 36 24
            36       | 7F 36 13
            """)
    void nothingIsMovedWithoutATransfer(String request, String response) {
        assertThat(ecu.ask(request)).isEqualTo(response);
    }

    @Test
    void anUploadGivesBlocksOfTheAgreedLength() {
        EcuDefinition definition = Transfers.definition()
                .setting(TransferSettings.builder().maxBlockLength(9).build())
                .build();
        FakeEcu small = Transfers.unlocked(definition);

        assertThat(small.ask(Transfers.UPLOAD_16)).isEqualTo("75 20 00 09");
        assertThat(small.ask("36 01")).isEqualTo("76 01 00 01 02 03 04 05 06");
        assertThat(small.ask("36 02")).isEqualTo("76 02 07 08 09 0A 0B 0C 0D");
        assertThat(small.ask("37")).as("two bytes are left").isEqualTo("7F 37 24");
        assertThat(small.ask("36 03")).isEqualTo("76 03 0E 0F");
        assertThat(small.ask("36 04")).as("nothing is left").isEqualTo("7F 36 24");
        assertThat(small.ask("37")).isEqualTo("77");
    }

    @Test
    void anUploadGivesTheLastBlockAgain() {
        ecu.ask(Transfers.UPLOAD_16);
        String first = ecu.ask("36 01");
        ecu.memory().write(Transfers.FLASH, Bytes.of(0xEE));

        assertThat(first).isEqualTo("76 01 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F");
        assertThat(ecu.ask("36 01")).as("the same data").isEqualTo(first);
        assertThat(ecu.ask("37")).isEqualTo("77");
    }

    @Test
    void anUploadTakesNoData() {
        ecu.ask(Transfers.UPLOAD_16);

        assertThat(ecu.ask("36 02 00")).as("the counter goes before it").isEqualTo("7F 36 73");
        assertThat(ecu.ask("36 01 00")).isEqualTo("7F 36 31");
        assertThat(ecu.ask(block(1, 1025, 0))).as("the length goes before it").isEqualTo("7F 36 13");
        assertThat(ecu.ask("36 01")).as("the transfer goes on").startsWith("76 01 00 01");
        assertThat(ecu.ask("36 01 00")).as("not when it is repeated either").isEqualTo("7F 36 31");
        assertThat(ecu.ask("36 00")).isEqualTo("7F 36 24");
        assertThat(ecu.ask("37")).isEqualTo("77");
    }

    @Test
    void moves64MebibytesIntoMemory() {
        int blockLength = MEBIBYTE / 4;
        int blocks = 64 * MEBIBYTE / blockLength;
        FakeEcu large = Transfers.unlocked(EcuDefinition.builder(0x1000)
                .memory(MemoryRegion.readOnly(0, 64 * MEBIBYTE).writableIn(Sessions.all()))
                .setting(TransferSettings.builder()
                        .maxBlockLength(blockLength + 2)
                        .build())
                .build());
        assertThat(large.ask("34 00 44 00 00 00 00 04 00 00 00")).isEqualTo("74 40 00 04 00 02");

        for (int number = 1; number <= blocks; number++) {
            byte[] message = new byte[blockLength + 2];
            Arrays.fill(message, (byte) number);
            message[0] = 0x36;
            large.dispatch(new UdsRequest(Bytes.wrap(message)), large.exchange())
                    .toCompletableFuture()
                    .join();
        }

        assertThat(large.ask("37")).isEqualTo("77");
        for (int number = 1; number <= blocks; number++) {
            assertThat(large.memory().read((number - 1L) * blockLength, 1).u8(0))
                    .isEqualTo(number & 0xFF);
            assertThat(large.memory().read((long) number * blockLength - 1, 1).u8(0))
                    .isEqualTo(number & 0xFF);
        }
    }

    @Test
    void isAvailableInAllSessionsButTheDefaultOne() {
        ServiceDescriptor descriptor = new TransferData().descriptor();

        assertThat(descriptor.hasSubFunction()).isFalse();
        assertThat(descriptor.minLength()).isEqualTo(2);
        assertThat(descriptor.sessions().contains(Session.DEFAULT)).isFalse();
        assertThat(descriptor.sessions().contains(Session.EXTENDED)).isTrue();
        assertThat(descriptor.nonBlocking()).isTrue();
    }
}
