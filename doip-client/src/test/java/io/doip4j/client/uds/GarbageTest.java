package io.doip4j.client.uds;

import static io.doip4j.client.uds.Clients.ECU;
import static io.doip4j.client.uds.Clients.GROUP;
import static io.doip4j.client.uds.Clients.OTHER;
import static io.doip4j.client.uds.Clients.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.client.DoipException;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.Communication;
import io.doip4j.uds.spi.ResetType;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whatever a target says, and whenever: every call ends in time, with a result or a documented exception. */
class GarbageTest {
    private static final int RUNS = 2_000;
    private static final Did<Long> SPEED = Did.of(0x0112, DidCodec.uint(2));
    private static final Did<String> VIN = Did.of(0xF190, DidCodec.ascii(17));
    private static final MemoryLocation MEMORY = MemoryLocation.of(0x2000_0000L, 4);

    private static final List<Function<UdsClient, CompletionStage<?>>> CALLS = List.of(
            ecu -> ecu.sessionAsync(Session.EXTENDED),
            ecu -> ecu.resetAsync(ResetType.HARD),
            ecu -> ecu.testerPresentAsync(),
            ecu -> ecu.communicationAsync(Communication.Mode.ENABLE_RX_AND_TX, 1),
            ecu -> ecu.requestAsync(hex("22 F1")),
            ecu -> ecu.requestAsync(hex("7F 22 31")),
            ecu -> ecu.exchangeAsync(hex("22")),
            ecu -> ecu.exchangeAsync(hex("86 43 02 01 12 22 01 12")),
            ecu -> ecu.exchangeAsync(hex("38 02 00 01 41")),
            ecu -> ecu.exchangeAsync(hex("31 81 02 03")),
            ecu -> ecu.sendAsync(hex("3E 80")),
            ecu -> ecu.data().readAsync(0xF190),
            ecu -> ecu.data().readAsync(SPEED),
            ecu -> ecu.data().readAllAsync(VIN, SPEED).thenApply(values -> values.get(VIN)),
            ecu -> ecu.data().writeAsync(SPEED, 1L),
            ecu -> ecu.dynamicData().defineAsync(0xF301, new UdsDynamicData.Source(0xF190, 1, 3)),
            ecu -> ecu.dynamicData().clearAllAsync(),
            ecu -> ecu.periodicData().startAsync(UdsPeriodicData.Rate.FAST, 1),
            ecu -> ecu.security().unlockAsync(1, (level, seed, parameters) -> seed),
            ecu -> ecu.routines().startAsync(0x0203, Bytes.EMPTY),
            ecu -> ecu.inputOutput()
                    .controlAsync(0x0200, UdsInputOutput.Control.FREEZE_CURRENT_STATE, Bytes.EMPTY, Bytes.EMPTY),
            ecu -> ecu.memory().readAsync(MEMORY),
            ecu -> ecu.memory().writeAsync(MEMORY, hex("00 00 00 00")),
            ecu -> ecu.dtcs().countAsync(0xFF),
            ecu -> ecu.dtcs().byStatusAsync(0xFF),
            ecu -> ecu.dtcs().supportedAsync(),
            ecu -> ecu.dtcs().snapshotsAsync(0x123456, 0xFF, SPEED),
            ecu -> ecu.dtcs().extendedDataAsync(0x123456, 0xFF, Map.of(1, 1)),
            ecu -> ecu.dtcs().clearAsync(0xFFFFFF),
            ecu -> ecu.dtcs().settingAsync(false),
            ecu -> ecu.transfer()
                    .downloadAsync(MEMORY, TransferSource.of(hex("00 00 00 00")), TransferOptions.defaults()),
            ecu -> ecu.transfer().uploadAsync(MEMORY, OutputStream.nullOutputStream(), TransferOptions.defaults()),
            ecu -> ecu.files().readAsync("a", OutputStream.nullOutputStream(), TransferOptions.defaults()),
            ecu -> ecu.files().addAsync("a", TransferSource.of(hex("00 00")), TransferOptions.defaults()),
            ecu -> ecu.functional(GROUP).requestAsync(hex("22 F1 90")),
            ecu -> ecu.functional(GROUP).sendAsync(hex("10 83")));

    @Test
    void everyCallEnds() {
        int results = 0;
        for (int run = 0; run < RUNS; run++) {
            results += run(new Random(run));
        }

        // Or the garbage would be too bad to reach the readers
        assertThat(results).isGreaterThan(RUNS / 10);
    }

    private static int run(Random random) {
        FakeLink link = new FakeLink();
        link.ecu((target, request) -> answer(link, random, request));
        UdsClient ecu = Clients.of(
                link,
                options -> options.overallLimit(random.nextBoolean() ? null : Duration.ofSeconds(20))
                        .adoptServerTiming(random.nextBoolean())
                        .pendingLimit(10)
                        .suppressPositiveResponse(random.nextInt(4) == 0 ? Duration.ofMillis(50) : null));
        ecu.listen((source, message) -> {});
        List<CompletionStage<?>> stages = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            stages.add(CALLS.get(random.nextInt(CALLS.size())).apply(ecu));
            link.advanceMillis(random.nextInt(3_000));
        }
        if (random.nextInt(4) == 0) {
            link.close(new DoipException("closed by the other end"));
        }
        link.advance(Duration.ofHours(2));

        int results = 0;
        for (CompletionStage<?> stage : stages) {
            assertThat(Clients.isDone(stage)).as("ends").isTrue();
            if (stage.toCompletableFuture().isCompletedExceptionally()) {
                assertThat(cause(stage))
                        .isInstanceOf(DoipException.class)
                        .message()
                        .isNotEmpty();
            } else {
                results++;
            }
        }
        assertThat(link.armed()).as("timers left").isZero();
        ecu.close();
        return results;
    }

    /** What is behind a stage of the caller's own that hangs on one of the client. */
    private static Throwable cause(CompletionStage<?> stage) {
        Throwable failure = Clients.failure(stage);
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private static void answer(FakeLink link, Random random, Bytes request) {
        for (int i = random.nextInt(3); i >= 0; i--) {
            Bytes message = message(random, request);
            int source = random.nextInt(10) == 0 ? OTHER : ECU;
            if (random.nextInt(3) == 0) {
                link.message(source, message);
            } else {
                link.schedule(Duration.ofMillis(random.nextInt(4_000)), () -> link.message(source, message));
            }
        }
    }

    private static Bytes message(Random random, Bytes request) {
        int serviceId = request.u8(0);
        return switch (random.nextInt(9)) {
            case 0 -> random(random, random.nextInt(12));
            case 1 -> Bytes.of(0x7F, serviceId, 0x78);
            case 2 -> Bytes.of(0x7F, serviceId, 0x21);
            case 3 -> Bytes.of(0x7F, serviceId, random.nextInt(256));
            case 4 -> Bytes.of(0x7F, serviceId).plus(random(random, random.nextInt(3)));
            case 5 -> Bytes.of((serviceId + 0x40) & 0xFF);
            default -> echo(random, request);
        };
    }

    /** Like a positive response, but anything from some place on. */
    private static Bytes echo(Random random, Bytes request) {
        byte[] message = request.slice(0, 1 + random.nextInt(Math.min(request.length(), 6)))
                .toArray();
        message[0] = (byte) (message[0] + 0x40);
        if (random.nextInt(10) == 0) {
            message[random.nextInt(message.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return Bytes.wrap(message).plus(random(random, random.nextInt(random.nextInt(10) == 0 ? 200 : 8)));
    }

    private static Bytes random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    @Test
    void thousandsOfMessagesThatNobodyAskedForDoNoHarm() {
        FakeLink link = new FakeLink();
        UdsClient ecu = Clients.of(link);
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            link.message(random.nextInt(0x1_0000), random(random, random.nextInt(8)));
        }
        link.answer("22 F1 90", "62 F1 90 57");

        assertThat(ecu.target(LogicalAddress.of(ECU).value()).data().read(0xF190))
                .isEqualTo(hex("57"));
        assertThat(link.armed()).isZero();
    }
}
