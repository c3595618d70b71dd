package io.doip4j.client.uds;

import static io.doip4j.client.uds.Clients.ECU;
import static io.doip4j.client.uds.Clients.failure;
import static io.doip4j.client.uds.Clients.hex;
import static io.doip4j.client.uds.Clients.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.Nrc;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads and uploads (ISO 14229-1, services 0x34 to 0x37). */
class UdsTransferTest {
    private static final long ADDRESS = 0x0800_0000L;

    private final FakeLink link = new FakeLink();
    private final UdsClient ecu = Clients.of(link);
    private final Flash flash = new Flash();

    /** What a flash loader does. */
    private final class Flash {
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private final List<Integer> counters = new ArrayList<>();
        private byte[] content = {};
        private int sent;
        private int blockLength = 0x12;
        private int lost;
        private int refuseAt = -1;
        private int last = -1;

        void request(LogicalAddress source, Bytes request) {
            switch (request.u8(0)) {
                case 0x34, 0x35 ->
                    link.message(ECU, Bytes.of(request.u8(0) + 0x40, 0x20, blockLength >> 8, blockLength & 0xFF));
                case 0x36 -> block(request);
                case 0x37 -> link.message(ECU, "77 AB");
                case 0x3E -> link.message(ECU, "7E 00");
                default -> throw new AssertionError(request);
            }
        }

        private void block(Bytes request) {
            assertThat(request.length()).isLessThanOrEqualTo(blockLength);
            int counter = request.u8(1);
            if (counters.size() == refuseAt) {
                link.message(ECU, "7F 36 72");
                return;
            }
            byte[] upload = {};
            if (counter != last) {
                counters.add(counter);
                last = counter;
                received.writeBytes(request.from(2).toArray());
                int end = Math.min(content.length, sent + blockLength - 2);
                upload = Arrays.copyOfRange(content, sent, end);
                sent = end;
            }
            if (lost > 0) {
                lost--;
                return;
            }
            link.message(ECU, Bytes.of(0x76, counter).plus(Bytes.wrap(upload)));
        }
    }

    private void connectFlash() {
        link.ecu(flash::request);
    }

    private static byte[] random(int length) {
        byte[] data = new byte[length];
        new Random(7).nextBytes(data);
        return data;
    }

    @Test
    void aDownloadGoesInBlocksOfTheEcusLength() {
        connectFlash();
        byte[] data = random(100);
        List<String> progress = new ArrayList<>();

        TransferResult result = ecu.transfer()
                .download(
                        MemoryLocation.of(ADDRESS, 100),
                        TransferSource.of(Bytes.copyOf(data)),
                        TransferOptions.defaults().withProgress((done, total) -> progress.add(done + "/" + total)));

        assertThat(result).isEqualTo(new TransferResult(100, 7, hex("AB")));
        assertThat(flash.received.toByteArray()).isEqualTo(data);
        assertThat(flash.counters).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(progress).containsExactly("16/100", "32/100", "48/100", "64/100", "80/100", "96/100", "100/100");
        assertThat(link.takeSent().get(0)).isEqualTo("1000: 34 00 44 08 00 00 00 00 00 00 64");
    }

    @Test
    void theBlockCounterRollsOver() {
        connectFlash();
        flash.blockLength = 3;
        byte[] data = random(600);

        ecu.transfer().download(ADDRESS, TransferSource.of(Bytes.copyOf(data)));

        assertThat(flash.received.toByteArray()).isEqualTo(data);
        assertThat(flash.counters).hasSize(600);
        assertThat(flash.counters.subList(253, 258)).containsExactly(254, 255, 0, 1, 2);
    }

    @Test
    void theOptionsMayShortenTheBlocks() {
        connectFlash();

        TransferResult result = ecu.transfer()
                .download(
                        MemoryLocation.of(ADDRESS, 32).withFormat(0x24),
                        TransferSource.of(Bytes.copyOf(random(32))),
                        TransferOptions.defaults()
                                .withBlockLength(10)
                                .withDataFormat(0x11)
                                .withExitRecord(hex("01 02")));

        assertThat(result.blocks()).isEqualTo(4);
        assertThat(link.takeSent())
                .startsWith("1000: 34 11 24 08 00 00 00 00 20")
                .endsWith("1000: 37 01 02");
    }

    @Test
    void aFileIsSentWithoutBlocking(@TempDir Path folder) throws IOException {
        connectFlash();
        byte[] data = random(10_000);
        Path file = Files.write(folder.resolve("flash.bin"), data);

        CompletionStage<TransferResult> result = ecu.transfer()
                .downloadAsync(
                        MemoryLocation.of(ADDRESS, data.length), TransferSource.of(file), TransferOptions.defaults());

        assertThat(result(result).bytes()).isEqualTo(10_000);
        assertThat(flash.received.toByteArray()).isEqualTo(data);
    }

    @Test
    void hundredThousandBlocksMakeNoDeepStack() {
        connectFlash();
        flash.blockLength = 3;

        CompletionStage<TransferResult> result = ecu.transfer()
                .downloadAsync(
                        MemoryLocation.of(ADDRESS, 100_000),
                        TransferSource.of(Bytes.wrap(new byte[100_000])),
                        TransferOptions.defaults());

        assertThat(result(result).blocks()).isEqualTo(100_000);
    }

    @Test
    void aBlockThatNobodyAnswersIsSentAgain() {
        connectFlash();
        flash.lost = 2;
        byte[] data = random(40);

        CompletionStage<TransferResult> result = ecu.transfer()
                .downloadAsync(
                        MemoryLocation.of(ADDRESS, 40),
                        TransferSource.of(Bytes.copyOf(data)),
                        TransferOptions.defaults());
        link.advanceMillis(4_000);

        assertThat(result(result)).isEqualTo(new TransferResult(40, 3, hex("AB")));
        assertThat(flash.received.toByteArray()).isEqualTo(data);
    }

    @Test
    void retriesAreLimited() {
        connectFlash();
        flash.lost = 3;

        CompletionStage<TransferResult> result = ecu.transfer()
                .downloadAsync(
                        MemoryLocation.of(ADDRESS, 40),
                        TransferSource.of(Bytes.copyOf(random(40))),
                        TransferOptions.defaults().withBlockRetries(2));
        link.advanceMillis(6_000);

        assertThat(failure(result)).isInstanceOf(UdsTimeoutException.class);
    }

    @Test
    void aRefusedBlockEndsItAndTheStreamIsClosed() {
        connectFlash();
        flash.refuseAt = 1;
        boolean[] closed = new boolean[1];
        InputStream stream = new ByteArrayInputStream(random(40)) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };

        assertThatThrownBy(() -> ecu.transfer().download(ADDRESS, TransferSource.of(stream, 40)))
                .isInstanceOfSatisfying(
                        UdsNegativeResponseException.class,
                        no -> assertThat(no.nrc()).isEqualTo(Nrc.GENERAL_PROGRAMMING_FAILURE));
        assertThat(closed[0]).isTrue();
    }

    @Test
    void aSourceThatIsShorterThanItSaidEndsIt() {
        connectFlash();
        InputStream stream = new ByteArrayInputStream(random(20));

        assertThatThrownBy(() -> ecu.transfer().download(ADDRESS, TransferSource.of(stream, 40)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the source ends after 20 bytes, announced were 40: give its true length");
        assertThat(failure(ecu.transfer()
                        .downloadAsync(
                                MemoryLocation.of(ADDRESS, 40),
                                TransferSource.of(InputStream.nullInputStream(), 40),
                                TransferOptions.defaults())))
                .isInstanceOf(UncheckedIOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"74", "74 00", "74 20 04", "74 90 00 00 00 00 00 00 00 00 01", "74 10 02", "74 20 00 00"})
    void anImpossibleBlockLengthIsMalformed(String answer) {
        link.answer("34 00 44 08 00 00 00 00 00 00 28", answer);

        assertThatThrownBy(() -> ecu.transfer().download(ADDRESS, TransferSource.of(Bytes.copyOf(random(40)))))
                .isInstanceOf(UdsMalformedResponseException.class);
    }

    @Test
    void aHugeBlockLengthIsCutToThatOfTheOptions() {
        link.answer("34 00 44 08 00 00 00 00 00 00 02", "74 80 FF FF FF FF FF FF FF FF")
                .answer("36 01 AA BB", "76 01")
                .answer("37", "77");

        assertThat(ecu.transfer()
                        .download(ADDRESS, TransferSource.of(hex("AA BB")))
                        .blocks())
                .isEqualTo(1);
    }

    @Test
    void anUploadEndsWhenAllIsThere() {
        connectFlash();
        flash.content = random(100);
        ByteArrayOutputStream sink = new ByteArrayOutputStream();

        TransferResult result =
                ecu.transfer().upload(MemoryLocation.of(ADDRESS, 100), sink, TransferOptions.defaults());

        assertThat(result).isEqualTo(new TransferResult(100, 7, hex("AB")));
        assertThat(sink.toByteArray()).isEqualTo(flash.content);
    }

    @Test
    void anUploadWithoutBlocking() {
        connectFlash();
        flash.content = random(100);
        ByteArrayOutputStream sink = new ByteArrayOutputStream();

        result(ecu.transfer().uploadAsync(MemoryLocation.of(ADDRESS, 100), sink, TransferOptions.defaults()));

        assertThat(sink.toByteArray()).isEqualTo(flash.content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"76 01", "76 01 01 02 03"})
    void anUploadBlockWithNothingOrTooMuchIsMalformed(String block) {
        link.answer("35 00 44 08 00 00 00 00 00 00 02", "75 10 FF").answer("36 01", block);

        assertThatThrownBy(() -> ecu.transfer()
                        .upload(
                                MemoryLocation.of(ADDRESS, 2),
                                OutputStream.nullOutputStream(),
                                TransferOptions.defaults()))
                .isInstanceOf(UdsMalformedResponseException.class);
    }

    // Files

    @Test
    void filesAreWrittenReadAndDeleted() {
        link.answer("38 01 00 01 61 00 04 00 00 00 03 00 00 00 03", "78 01 02 0F FF 00")
                .answer("36 01 A0 A1 A2", "76 01")
                .answer("37", "77")
                .answer("38 03 00 01 61 00 04 00 00 00 03 00 00 00 03", "78 03 01 0A 00")
                .answer("38 04 00 01 61 00", "78 04 02 0F FF 00 00 04 00 00 00 05 00 00 00 03")
                .answer("36 01", "76 01 A0 A1 A2")
                .answer("38 02 00 01 61", "78 02");
        TransferSource content = TransferSource.of(hex("A0 A1 A2"));
        ByteArrayOutputStream sink = new ByteArrayOutputStream();

        assertThat(ecu.files().add("a", content, TransferOptions.defaults()).bytes())
                .isEqualTo(3);
        assertThat(result(ecu.files().replaceAsync("a", content, TransferOptions.defaults()))
                        .blocks())
                .isEqualTo(1);
        assertThat(ecu.files().read("a", sink, TransferOptions.defaults()).bytes())
                .isEqualTo(3);
        ecu.files().delete("a");

        assertThat(sink.toByteArray()).isEqualTo(hex("A0 A1 A2").toArray());
        assertThatThrownBy(() -> ecu.files().delete("")).hasMessageContaining("length of the path is 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "78 04",
                "78 04 00",
                "78 04 02 0F FF",
                "78 04 02 0F FF 00 00 00",
                "78 04 02 0F FF 00 00 09 01",
                "78 04 02 0F FF 00 00 04 00 00 00 05 00 00 00",
                "78 04 02 0F FF 00 00 08 00 00 00 00 00 00 00 00 FF FF FF FF FF FF FF FF"
            })
    void anImpossibleAnswerAboutAFileIsMalformed(String answer) {
        link.answer("38 04 00 01 61 00", answer);

        assertThatThrownBy(() -> ecu.files().read("a", OutputStream.nullOutputStream(), TransferOptions.defaults()))
                .isInstanceOf(UdsMalformedResponseException.class);
    }

    @Test
    void wrongOptionsSaySo() {
        TransferOptions options = TransferOptions.defaults();
        assertThatThrownBy(() -> options.withBlockLength(2)).hasMessageContaining("block length is 2");
        assertThatThrownBy(() -> options.withDataFormat(0x100)).hasMessageContaining("data format is 256");
        assertThatThrownBy(() -> options.withBlockRetries(-1)).hasMessageContaining("block retries is -1");
        assertThatThrownBy(() -> TransferSource.of(InputStream.nullInputStream(), -1))
                .hasMessageContaining("length is -1");
        assertThatThrownBy(() -> TransferSource.of(Path.of("no such file"))).isInstanceOf(UncheckedIOException.class);
    }
}
