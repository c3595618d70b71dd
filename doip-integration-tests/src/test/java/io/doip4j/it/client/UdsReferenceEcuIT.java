package io.doip4j.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.doip4j.client.DoipConnection;
import io.doip4j.client.DoipException;
import io.doip4j.client.ReconnectPolicy;
import io.doip4j.client.uds.Did;
import io.doip4j.client.uds.DidCodec;
import io.doip4j.client.uds.DidValues;
import io.doip4j.client.uds.DtcCount;
import io.doip4j.client.uds.DtcReport;
import io.doip4j.client.uds.MemoryLocation;
import io.doip4j.client.uds.SecurityAlgorithm;
import io.doip4j.client.uds.TransferOptions;
import io.doip4j.client.uds.TransferResult;
import io.doip4j.client.uds.TransferSource;
import io.doip4j.client.uds.UdsClient;
import io.doip4j.client.uds.UdsDynamicData;
import io.doip4j.client.uds.UdsInputOutput;
import io.doip4j.client.uds.UdsNegativeResponseException;
import io.doip4j.client.uds.UdsPeriodicData;
import io.doip4j.core.Bytes;
import io.doip4j.uds.Dtc;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.Cancellable;
import io.doip4j.uds.spi.Communication;
import io.doip4j.uds.spi.DtcSnapshot;
import io.doip4j.uds.spi.DtcStatus;
import io.doip4j.uds.spi.ResetType;
import io.doip4j.vehicle.ReferenceEcu;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The typed services against the reference ECU, of which every answer is known. */
class UdsReferenceEcuIT {
    private static final Did<String> VIN = Did.of(0xF190, DidCodec.ascii(17));
    private static final Did<Long> SESSION = Did.of(0xF186, DidCodec.uint(1));
    private static final Did<Long> SETTING = Did.of(0x0112, DidCodec.uint(1));
    private static final MemoryLocation FLASH = MemoryLocation.of(0x0800_0000L, 0x1_0000);
    private static final SecurityAlgorithm LEVEL_1 = (level, seed, parameters) -> xor(seed, 0xA5);

    private final UdsLine line = UdsLine.to(ReferenceEcu.server());
    private final UdsClient ecu = line.ecu();

    @AfterEach
    void close() {
        line.close();
    }

    private static Bytes xor(Bytes seed, int mask) {
        byte[] key = seed.toArray();
        for (int i = 0; i < key.length; i++) {
            key[i] ^= (byte) mask;
        }
        return Bytes.wrap(key);
    }

    private static Nrc refusal(Runnable call) {
        try {
            call.run();
        } catch (UdsNegativeResponseException e) {
            return e.nrc();
        }
        throw new AssertionError("was not refused");
    }

    private void programming() {
        ecu.session(Session.EXTENDED);
        ecu.session(Session.PROGRAMMING);
        ecu.security().unlock(0x01, LEVEL_1);
    }

    @Test
    void sessionsAndData() {
        assertThat(ecu.session(Session.EXTENDED).p2()).contains(Duration.ofMillis(50));
        assertThat(ecu.data().read(VIN)).isEqualTo("WVWZZZ1JZXW000001");

        DidValues values = ecu.data().readAll(SESSION, Did.of(0xAAAA, DidCodec.raw(2)), VIN);
        assertThat(values.get(SESSION)).isEqualTo(3);
        assertThat(values.get(VIN)).isEqualTo("WVWZZZ1JZXW000001");
        assertThat(values.data()).hasSize(2);

        ecu.data().write(SETTING, 0x64L);
        assertThat(ecu.data().read(SETTING)).isEqualTo(0x64);
        assertThat(refusal(() -> ecu.data().write(SETTING, 0x65L))).isEqualTo(Nrc.REQUEST_OUT_OF_RANGE);
    }

    @Test
    void seedAndKey() {
        assertThat(refusal(() -> ecu.security().unlock(0x01, LEVEL_1)))
                .isEqualTo(Nrc.SERVICE_NOT_SUPPORTED_IN_ACTIVE_SESSION);
        ecu.session(Session.EXTENDED);

        assertThat(refusal(() -> ecu.security().unlock(0x01, (level, seed, parameters) -> xor(seed, 0))))
                .isEqualTo(Nrc.INVALID_KEY);
        assertThat(ecu.security().unlock(0x01, LEVEL_1)).isTrue();
        assertThat(ecu.security().unlock(0x01, LEVEL_1)).as("again").isFalse();
        assertThat(ecu.data().read(0x0111)).isEqualTo(Bytes.hex("A5 5A"));
    }

    @Test
    void tooManyWrongKeys() {
        ecu.session(Session.EXTENDED);
        SecurityAlgorithm wrong = (level, seed, parameters) -> xor(seed, 0);

        assertThat(refusal(() -> ecu.security().unlock(0x01, wrong))).isEqualTo(Nrc.INVALID_KEY);
        assertThat(refusal(() -> ecu.security().unlock(0x01, wrong))).isEqualTo(Nrc.INVALID_KEY);
        assertThat(refusal(() -> ecu.security().unlock(0x01, wrong))).isEqualTo(Nrc.EXCEEDED_NUMBER_OF_ATTEMPTS);
        assertThat(refusal(() -> ecu.security().unlock(0x01, wrong))).isEqualTo(Nrc.REQUIRED_TIME_DELAY_NOT_EXPIRED);
    }

    @Test
    void troubleCodes() {
        DtcReport.Entry first = new DtcReport.Entry(Dtc.of(0x123456), new DtcStatus(0x09));
        DtcReport.Entry second = new DtcReport.Entry(Dtc.of(0x9A0102), new DtcStatus(0x2F));

        assertThat(ecu.dtcs().count(0xFF)).isEqualTo(new DtcCount(0x7F, 1, 2));
        assertThat(ecu.dtcs().byStatus(0xFF)).isEqualTo(new DtcReport(0x7F, List.of(first, second)));
        assertThat(ecu.dtcs().supported().entries()).containsExactly(first, second);
        assertThat(ecu.dtcs().snapshots(0x123456, 0xFF, SETTING).records())
                .containsExactly(Map.entry(1, DtcSnapshot.of(0x0112, Bytes.of(0x2A))));
        assertThat(ecu.dtcs().extendedData(0x9A0102, 0x01, Map.of()).records())
                .containsExactly(Map.entry(1, Bytes.of(0x05)));
        assertThat(refusal(() -> ecu.dtcs().snapshots(0xAAAAAA, 1))).isEqualTo(Nrc.REQUEST_OUT_OF_RANGE);

        ecu.dtcs().clear();
        assertThat(ecu.dtcs().byStatus(0x08).entries()).isEmpty();
    }

    @Test
    void routinesAndResponsePending() {
        ecu.session(Session.EXTENDED);
        assertThat(ecu.routines().start(0x0203, Bytes.EMPTY)).isEqualTo(Bytes.of(0x00));
        ecu.routines().start(0x0301, Bytes.EMPTY);
        ecu.routines().stop(0x0301, Bytes.EMPTY);
        assertThat(ecu.routines().results(0x0301)).isEqualTo(Bytes.of(0x00));

        programming();
        List<Integer> pending = new CopyOnWriteArrayList<>();
        Bytes option = Bytes.hex("44 08 00 00 00 00 01 00 00");
        Bytes status = ecu.with(options -> options.onPending((target, request, count) -> pending.add(count)))
                .routines()
                .start(0xFF00, option);
        assertThat(status).as("erased, after 2 s").isEqualTo(Bytes.of(0x00));
        await().untilAsserted(() -> assertThat(pending).contains(1));
    }

    @Test
    void sixtyFourKibibytesDownAndUpAgain(@TempDir Path folder) throws Exception {
        programming();
        byte[] image = new byte[0x1_0000];
        new Random(3).nextBytes(image);
        Path file = Files.write(folder.resolve("flash.bin"), image);
        List<Long> progress = new CopyOnWriteArrayList<>();

        TransferResult down = ecu.transfer()
                .download(
                        FLASH,
                        TransferSource.of(file),
                        TransferOptions.defaults().withProgress((done, total) -> progress.add(done)));
        assertThat(down.bytes()).isEqualTo(0x1_0000);
        assertThat(down.blocks()).isEqualTo(64);
        assertThat(progress).hasSize(64).endsWith(0x1_0000L);

        ByteArrayOutputStream read = new ByteArrayOutputStream();
        TransferResult up = ecu.transfer().upload(FLASH, read, TransferOptions.defaults());
        assertThat(up.blocks()).isEqualTo(64);
        assertThat(read.toByteArray()).isEqualTo(image);
    }

    @Test
    void aDownloadInSmallBlocksWithoutBlocking() {
        programming();

        TransferResult down = ecu.transfer()
                .downloadAsync(
                        FLASH,
                        TransferSource.of(Bytes.wrap(new byte[0x1_0000])),
                        TransferOptions.defaults().withBlockLength(130))
                .toCompletableFuture()
                .join();

        assertThat(down.blocks()).as("the block counter rolls over twice").isEqualTo(512);
    }

    @Test
    void memoryInputsAndOutputs() {
        ecu.session(Session.EXTENDED);
        MemoryLocation where = MemoryLocation.of(0x2000_0010L, 4).withFormat(0x14);
        assertThat(refusal(() -> ecu.memory().read(where))).isEqualTo(Nrc.SECURITY_ACCESS_DENIED);
        ecu.security().unlock(0x01, LEVEL_1);

        assertThat(ecu.memory().read(where)).isEqualTo(Bytes.hex("10 11 12 13"));
        ecu.memory().write(where, Bytes.hex("AA BB CC DD"));
        assertThat(ecu.memory().read(where)).isEqualTo(Bytes.hex("AA BB CC DD"));

        UdsInputOutput io = ecu.inputOutput();
        assertThat(io.control(0x0200, UdsInputOutput.Control.SHORT_TERM_ADJUSTMENT, Bytes.of(0x55), Bytes.EMPTY))
                .isEqualTo(Bytes.of(0x55));
        assertThat(io.control(0x0200, UdsInputOutput.Control.RETURN_CONTROL_TO_ECU, Bytes.EMPTY, Bytes.EMPTY))
                .isEqualTo(Bytes.of(0x10));
    }

    @Test
    void dynamicAndPeriodicData() {
        ecu.session(Session.EXTENDED);
        ecu.dynamicData().define(0xF301, new UdsDynamicData.Source(0xF190, 1, 3));
        assertThat(ecu.data().read(0xF301)).isEqualTo(Bytes.ascii("WVW"));
        ecu.dynamicData().clear(0xF301);
        assertThat(refusal(() -> ecu.data().read(0xF301))).isEqualTo(Nrc.REQUEST_OUT_OF_RANGE);

        List<String> heard = new CopyOnWriteArrayList<>();
        Cancellable listening = ecu.periodicData().listen((id, data) -> heard.add(id + ": " + data));
        ecu.periodicData().start(UdsPeriodicData.Rate.FAST, 0x01);
        await().untilAsserted(() -> assertThat(heard).hasSizeGreaterThan(2).containsOnly("1: 5A"));
        assertThat(ecu.data().read(VIN)).as("meanwhile").isEqualTo("WVWZZZ1JZXW000001");
        ecu.periodicData().stop();
        listening.cancel();
    }

    @Test
    void suppressedRequests() {
        UdsClient quiet = ecu.suppressingPositiveResponses();

        quiet.session(Session.EXTENDED);
        quiet.communication(Communication.Mode.DISABLE_RX_AND_TX, 0x01);
        quiet.dtcs().setting(false);
        assertThat(ecu.data().read(0x0135)).as("silent, setting off").isEqualTo(Bytes.hex("03 02"));

        quiet.session(Session.DEFAULT);
        quiet.dtcs().setting(false);
        assertThat(ecu.data().read(0x0135)).isEqualTo(Bytes.hex("00 01"));
        UdsClient careful = ecu.with(options -> options.suppressPositiveResponse(Duration.ofMillis(500)));
        assertThat(refusal(() -> careful.dtcs().setting(false))).isEqualTo(Nrc.SERVICE_NOT_SUPPORTED_IN_ACTIVE_SESSION);
    }

    /** This entity closes the connection after the positive answer. */
    @Test
    void afterAResetANewConnectionFindsTheDefaultSession() {
        ecu.session(Session.EXTENDED);

        ecu.reset(ResetType.HARD);

        await().until(() -> !line.connection().isOpen());
        assertThatThrownBy(() -> ecu.data().read(SESSION)).isInstanceOf(DoipException.class);
        try (DoipConnection again = UdsLine.connect(line.server(), 0x0E00);
                UdsClient restarted = UdsClient.of(again, 0x1000)) {
            assertThat(restarted.data().read(SESSION)).isEqualTo(1);
        }
    }

    @Test
    void afterAResetTheSameClientGoesOnIfTheConnectionDoes() {
        try (DoipConnection lasting = DoipConnection.builder(line.server().tcpAddress())
                        .testerAddress(0x0E01)
                        .reconnect(ReconnectPolicy.standard())
                        .connect();
                UdsClient client = UdsClient.of(lasting, 0x1000)) {
            AtomicBoolean back = new AtomicBoolean();
            lasting.onReconnected(() -> back.set(true));
            client.session(Session.EXTENDED);

            client.reset(ResetType.HARD);
            await().untilTrue(back);

            assertThat(client.data().read(SESSION)).isEqualTo(1);
        }
    }

    @Test
    void whatIsWrongOnPurpose() {
        assertThatThrownBy(() -> ecu.with(options -> options.payload(right -> right.plus(Bytes.of(0))))
                        .data()
                        .read(VIN))
                .isInstanceOfSatisfying(
                        UdsNegativeResponseException.class,
                        no -> assertThat(no.nrc()).isEqualTo(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT));
    }
}
