package io.doip4j.uds.services.transfer;

import static io.doip4j.uds.services.transfer.Transfers.block;
import static io.doip4j.uds.services.transfer.Transfers.later;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets, sources and codecs that users bring. */
class TransferTargetTest {
    private final List<String> calls = new ArrayList<>();
    private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
    private CompletableFuture<Bytes> finished = CompletableFuture.completedFuture(Bytes.EMPTY);

    private final class Flash implements DownloadTarget {
        @Override
        public CompletionStage<Void> write(long address, Bytes data) {
            calls.add(String.format("%X: %s", address, data));
            return written;
        }

        @Override
        public CompletionStage<Bytes> exit(Bytes parameterRecord) {
            calls.add("exit");
            return finished;
        }

        @Override
        public void abort() {
            calls.add("abort");
        }
    }

    private static FakeEcu ecu(Consumer<TransferSettings.Builder> change) {
        TransferSettings.Builder settings = Transfers.settings();
        change.accept(settings);
        EcuDefinition definition =
                Transfers.definition().setting(settings.build()).build();
        return Transfers.unlocked(definition);
    }

    private FakeEcu flashing() {
        return ecu(settings -> settings.downloads((request, exchange, of) -> new Flash()));
    }

    @Test
    void anOpenerIsToldWhatTheTesterWants() {
        List<Object> seen = new ArrayList<>();
        FakeEcu ecu = ecu(settings -> settings.downloads((request, exchange, of) -> {
            seen.add(request);
            seen.add(exchange.tester().value());
            seen.add(of.address().value());
            return new Flash();
        }));

        ecu.ask("34 00 44 08 00 00 10 00 00 00 02");

        assertThat(seen).containsExactly(new TransferRequest(0, 0x0800_0010L, 2), 0x0E00, 0x1000);
        ecu.ask("36 01 AA BB");
        assertThat(calls).containsExactly("8000010: AA BB");
    }

    @Test
    void theTesterWaitsForASlowTarget() {
        FakeEcu ecu = flashing();
        ecu.ask(Transfers.DOWNLOAD_16);
        written = new CompletableFuture<>();

        CompletableFuture<String> answer = later(ecu, "36 01 AA BB");
        assertThat(answer).isNotDone();
        written.complete(null);

        assertThat(answer).isCompletedWithValue("76 01");
        assertThat(ecu.ask("36 01 AA BB")).isEqualTo("76 01");
        assertThat(calls).as("not written twice").containsExactly("8000000: AA BB");
    }

    @Test
    void theTesterWaitsForASlowEnd() {
        FakeEcu ecu = flashing();
        ecu.ask(Transfers.DOWNLOAD_16);
        ecu.ask(block(1, 16, 0));
        finished = new CompletableFuture<>();

        CompletableFuture<String> answer = later(ecu, "37");
        assertThat(answer).isNotDone();
        finished.complete(Bytes.of(0x5A));

        assertThat(answer).isCompletedWithValue("77 5A");
        assertThat(calls).endsWith("exit");
    }

    @Test
    void aBlockWhoseRequestWasGivenUpIsFinishedFirst() {
        FakeEcu ecu = flashing();
        ecu.ask(Transfers.DOWNLOAD_16);
        written = new CompletableFuture<>();
        CompletableFuture<String> givenUp = later(ecu, block(1, 16, 0xAA));

        assertThat(ecu.ask(block(1, 16, 0xAA))).isEqualTo("7F 36 21");
        assertThat(ecu.ask("36 02")).isEqualTo("7F 36 21");
        assertThat(ecu.ask("37")).isEqualTo("7F 37 21");
        assertThat(ecu.ask(Transfers.DOWNLOAD_16)).isEqualTo("7F 34 22");
        written.complete(null);

        assertThat(givenUp).isCompleted();
        assertThat(ecu.ask("37")).isEqualTo("77");
        assertThat(calls).hasSize(2).endsWith("exit");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x31, 0x72, 0x92, 0x93})
    void aFaultWhileWritingEndsTheDownload(int nrc) {
        FakeEcu ecu = flashing();
        ecu.ask(Transfers.DOWNLOAD_16);
        written = CompletableFuture.failedFuture(new NegativeResponseException(Nrc.of(nrc)));

        assertThat(ecu.ask("36 01 AA")).isEqualTo(String.format("7F 36 %02X", nrc));
        assertThat(calls).endsWith("abort");
        assertThat(ecu.ask("36 01 AA")).isEqualTo("7F 36 24");
        assertThat(ecu.ask(Transfers.DOWNLOAD_16)).isEqualTo("74 20 04 02");
        assertThat(calls).containsOnlyOnce("abort");
    }

    @Test
    void soDoesOneThatIsFoundLater() {
        FakeEcu ecu = flashing();
        ecu.ask(Transfers.DOWNLOAD_16);
        written = new CompletableFuture<>();
        CompletableFuture<String> answer = later(ecu, "36 01 AA");

        written.completeExceptionally(new NegativeResponseException(Nrc.VOLTAGE_TOO_LOW));

        assertThat(answer).isCompletedWithValue("7F 36 93");
        assertThat(calls).endsWith("abort");
        assertThat(ecu.ask("36 02 AA")).isEqualTo("7F 36 24");
    }

    @Test
    void soDoesAnythingElseThatIsThrown() {
        FakeEcu ecu = ecu(settings -> settings.downloads((request, exchange, of) -> (address, data) -> {
            throw new IllegalStateException("flash is broken");
        }));
        ecu.ask(Transfers.DOWNLOAD_16);

        assertThatThrownBy(() -> ecu.ask("36 01 AA")).hasRootCauseMessage("flash is broken");
        assertThat(ecu.ask("36 01 AA")).isEqualTo("7F 36 24");
    }

    @Test
    void aTargetIsAbortedWhenItsLastBlockIsDone() {
        FakeEcu ecu = flashing();
        ecu.ask(Transfers.DOWNLOAD_16);
        written = new CompletableFuture<>();
        CompletableFuture<String> answer = later(ecu, "36 01 AA");

        ecu.connection.close();
        assertThat(calls).doesNotContain("abort");
        written.complete(null);

        assertThat(answer).isCompleted();
        assertThat(calls).containsExactly("8000000: AA", "abort");
    }

    @Test
    void anEndThatSucceedsIsNoAbort() {
        FakeEcu ecu = flashing();
        ecu.ask(Transfers.DOWNLOAD_16);
        ecu.ask(block(1, 16, 0));
        finished = new CompletableFuture<>();
        CompletableFuture<String> answer = later(ecu, "37");

        ecu.in(Session.EXTENDED);
        finished.complete(Bytes.EMPTY);

        assertThat(answer).isCompletedWithValue("77");
        assertThat(calls).doesNotContain("abort");
    }

    @Test
    void aSourceGivesTheDataOfAnUpload() {
        FakeEcu ecu =
                ecu(settings -> settings.maxBlockLength(12).uploads((request, exchange, of) -> (address, length) -> {
                    calls.add(String.format("%X+%d", address, length));
                    return CompletableFuture.completedFuture(Bytes.wrap(new byte[length]));
                }));
        ecu.ask(Transfers.UPLOAD_16);

        assertThat(ecu.ask("36 01")).isEqualTo("76 01" + " 00".repeat(10));
        assertThat(ecu.ask("36 01")).isEqualTo("76 01" + " 00".repeat(10));
        assertThat(ecu.ask("36 02")).isEqualTo("76 02" + " 00".repeat(6));
        assertThat(calls).containsExactly("8000000+10", "800000A+6");
        assertThat(ecu.ask("37 00")).isEqualTo("7F 37 31");
        assertThat(ecu.ask("37")).isEqualTo("77");
    }

    @Test
    void aSourceMustGiveWhatWasAskedFor() {
        FakeEcu ecu = ecu(settings -> settings.uploads((request, exchange, of) ->
                (address, length) -> CompletableFuture.completedFuture(Bytes.wrap(new byte[length - 1]))));
        ecu.ask(Transfers.UPLOAD_16);

        assertThatThrownBy(() -> ecu.ask("36 01"))
                .hasRootCauseMessage("the source of an upload gave 15 bytes instead of 16");
        assertThat(ecu.ask("36 01")).isEqualTo("7F 36 24");
    }

    /** Run-length code: pairs of a number and a byte. */
    private static Bytes expand(Bytes block, int limit) {
        Bytes all = Bytes.EMPTY;
        for (int i = 0; i + 1 < block.length() && all.length() <= limit; i += 2) {
            byte[] run = new byte[block.u8(i)];
            Arrays.fill(run, (byte) block.u8(i + 1));
            all = all.plus(Bytes.wrap(run));
        }
        return all;
    }

    @Test
    void aDecoderMakesPlainDataWhoseSizeCounts() {
        FakeEcu ecu = ecu(settings -> settings.downloadFormat(0x10, () -> TransferTargetTest::expand));

        assertThat(ecu.ask("34 10 44 08 00 00 00 00 00 00 10")).isEqualTo("74 20 04 02");
        assertThat(ecu.ask("36 01 0F AA")).isEqualTo("76 01");
        assertThat(ecu.ask("37")).as("one byte is missing").isEqualTo("7F 37 24");
        assertThat(ecu.ask("36 02 01 BB")).isEqualTo("76 02");
        assertThat(ecu.ask("37")).isEqualTo("77");
        assertThat(ecu.memory().read(Transfers.FLASH, 17).toHex()).isEqualTo("AA" + " AA".repeat(14) + " BB 10");
    }

    @ParameterizedTest
    @CsvSource({"34 10 44 08 00 00 00 00 00 00 10, 36 01 11 EE", "34 10 44 08 00 00 00 00 00 00 01, 36 01 01 EE 01 EE"})
    void decodedDataMustNotBeMoreThanAnnounced(String download, String tooMuch) {
        FakeEcu ecu = ecu(settings -> settings.downloadFormat(0x10, () -> TransferTargetTest::expand));
        ecu.ask(download);

        assertThat(ecu.ask(tooMuch)).isEqualTo("7F 36 71");
        assertThat(ecu.memory().read(Transfers.FLASH, 2).toHex()).isEqualTo("00 01");
        assertThat(ecu.ask("36 01 01 EE")).isEqualTo("7F 36 24");
    }

    @Test
    void aDecoderThatFailsEndsTheDownload() {
        FakeEcu ecu = ecu(settings -> settings.downloadFormat(0x01, () -> (block, limit) -> {
            throw new NegativeResponseException(Nrc.GENERAL_PROGRAMMING_FAILURE);
        }));
        ecu.ask("34 01 44 08 00 00 00 00 00 00 10");

        assertThat(ecu.ask("36 01 00")).isEqualTo("7F 36 72");
        assertThat(ecu.ask("36 01 00")).isEqualTo("7F 36 24");
    }

    @Test
    void everyTransferGetsItsOwnCodec() {
        List<BlockCodec> made = new ArrayList<>();
        FakeEcu ecu = ecu(settings -> settings.downloadFormat(0x01, () -> {
            BlockCodec codec = (block, limit) -> block;
            made.add(codec);
            return codec;
        }));
        ecu.ask("34 01 44 08 00 00 00 00 00 00 10");
        ecu.ask("36 01 00");
        ecu.in(Session.PROGRAMMING).unlocked(1);
        ecu.ask("34 01 44 08 00 00 00 00 00 00 10");

        assertThat(made).hasSize(2);
    }

    @Test
    void anEncoderMakesTheDataOfAnUpload() {
        FakeEcu ecu = ecu(settings -> settings.maxBlockLength(12).uploadFormat(0x01, () -> (block, limit) -> {
            byte[] inverted = block.toArray();
            for (int i = 0; i < inverted.length; i++) {
                inverted[i] ^= (byte) 0xFF;
            }
            return Bytes.wrap(inverted);
        }));

        assertThat(ecu.ask("34 01 44 08 00 00 00 00 00 00 10"))
                .as("not for downloads")
                .isEqualTo("7F 34 31");
        assertThat(ecu.ask("35 01 44 08 00 00 00 00 00 00 10")).isEqualTo("75 20 00 0C");
        assertThat(ecu.ask("36 01")).isEqualTo("76 01 FF FE FD FC FB FA F9 F8 F7 F6");
        assertThat(ecu.ask("36 02")).isEqualTo("76 02 F5 F4 F3 F2 F1 F0");
        assertThat(ecu.ask("37")).isEqualTo("77");
    }

    @Test
    void anEncoderMustNotMakeMoreThanABlock() {
        FakeEcu ecu = ecu(settings ->
                settings.maxBlockLength(12).uploadFormat(0x01, () -> (block, limit) -> block.plus(Bytes.of(0))));
        ecu.ask("35 01 44 08 00 00 00 00 00 00 10");

        assertThatThrownBy(() -> ecu.ask("36 01"))
                .hasRootCauseMessage("the encoder of an upload made 11 bytes of a block, the most are 10");
        assertThat(ecu.ask("36 01")).isEqualTo("7F 36 24");
    }
}
