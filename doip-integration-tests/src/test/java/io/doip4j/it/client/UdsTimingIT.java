package io.doip4j.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.doip4j.client.ConnectionClosedException;
import io.doip4j.client.DiagnosticNackException;
import io.doip4j.client.DoipConnection;
import io.doip4j.client.uds.Did;
import io.doip4j.client.uds.DidCodec;
import io.doip4j.client.uds.KeepAlive;
import io.doip4j.client.uds.TransferOptions;
import io.doip4j.client.uds.TransferSource;
import io.doip4j.client.uds.UdsAnswer;
import io.doip4j.client.uds.UdsClient;
import io.doip4j.client.uds.UdsTimeoutException;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.server.DoipServer;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.ActiveSessionRecord;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.transfer.FileTransferDirectory;
import io.doip4j.vehicle.DemoVehicle;
import io.doip4j.vehicle.ReferenceEcu;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slow, busy and absent targets, several at once, and keeping sessions alive. */
class UdsTimingIT {
    private static final Did<String> VIN = Did.of(0xF190, DidCodec.ascii(17));

    @Test
    void anAnswerThatIsTooLateIsNotTakenForTheNext() {
        try (UdsLine line = UdsLine.to(ReferenceEcu.server())) {
            UdsClient ecu = line.ecu();
            List<Bytes> late = new CopyOnWriteArrayList<>();
            ecu.listen((source, message) -> late.add(message));
            ecu.session(Session.EXTENDED);
            ecu.session(Session.PROGRAMMING);
            ecu.security().unlock(0x01, (level, seed, parameters) -> Bytes.hex("B4 87 96 E1"));
            UdsClient hasty = ecu.with(options -> options.overallLimit(Duration.ofMillis(300)));

            // Takes 2 s
            assertThatThrownBy(() -> hasty.routines().start(0xFF00, Bytes.hex("44 08 00 00 00 00 01 00 00")))
                    .isInstanceOf(UdsTimeoutException.class);
            assertThat(ecu.routines().start(0xFF01, Bytes.EMPTY)).isEqualTo(Bytes.of(0x00));

            await().untilAsserted(() -> assertThat(late).contains(Bytes.hex("71 01 FF 00 00")));
        }
    }

    @Test
    void aRequestForABusyTargetIsRepeated() throws ExecutionException, InterruptedException {
        try (UdsLine line = UdsLine.to(ReferenceEcu.server());
                DoipConnection second = UdsLine.connect(line.server(), 0x0E01);
                UdsClient other = UdsClient.of(second, 0x1000)) {
            CompletionStage<Bytes> slow = line.ecu().data().readAsync(0x0131);
            await().until(() -> line.connection().isOpen());

            assertThat(other.data().read(VIN)).isEqualTo("WVWZZZ1JZXW000001");
            assertThat(slow.toCompletableFuture().get()).isEqualTo(Bytes.of(0x00));
        }
    }

    @Test
    void theEndOfTheConnectionEndsTheWait() {
        try (UdsLine line = UdsLine.to(ReferenceEcu.server())) {
            List<Integer> pending = new CopyOnWriteArrayList<>();
            CompletableFuture<Bytes> answer = line.ecu()
                    .with(options -> options.onPending((target, request, count) -> pending.add(count)))
                    .data()
                    .readAsync(0x0132)
                    .toCompletableFuture();
            await().until(() -> !pending.isEmpty());

            line.server().close();

            assertThatThrownBy(answer::get).hasCauseInstanceOf(ConnectionClosedException.class);
        }
    }

    @Test
    void anAbsentTargetIsRefusedByTheEntity() {
        try (UdsLine line = UdsLine.to(ReferenceEcu.server())) {
            UdsClient absent = line.ecu().target(0x2222);

            assertThatThrownBy(() -> absent.data().read(VIN)).isInstanceOf(DiagnosticNackException.class);
            assertThatThrownBy(() -> absent.data().read(VIN)).isInstanceOf(DiagnosticNackException.class);
            assertThat(line.ecu().data().read(VIN)).isEqualTo("WVWZZZ1JZXW000001");
        }
    }

    @Test
    void everyEcuOfAGroupAnswersWithItsName() {
        try (UdsLine line = UdsLine.to(DemoVehicle.create().server())) {
            List<UdsAnswer> all = line.ecu()
                    .with(options -> options.p6(Duration.ofMillis(500)))
                    .functional(0xE400)
                    .request(Bytes.hex("22 F1 8C"));

            assertThat(all)
                    .containsExactlyInAnyOrder(
                            new UdsAnswer(
                                    LogicalAddress.of(0x1000),
                                    new PositiveResponse(Bytes.hex("62 F1 8C").plus(Bytes.ascii("GW00000001")))),
                            new UdsAnswer(
                                    LogicalAddress.of(0x1001),
                                    new PositiveResponse(Bytes.hex("62 F1 8C").plus(Bytes.ascii("BC00000001")))));
            assertThat(line.ecu().functional(0xE400).request(Bytes.hex("22 F1 8C"), 2))
                    .hasSize(2);
        }
    }

    @Test
    void whoHasNothingToSayIsSilent() {
        try (UdsLine line = UdsLine.to(DemoVehicle.create().server())) {
            UdsClient hasty = line.ecu().with(options -> options.p6(Duration.ofMillis(300)));
            hasty.functional(0xE400).send(Bytes.hex("10 83"));

            List<UdsAnswer> voltage = hasty.functional(0xE400).request(Bytes.hex("22 01 20"));

            assertThat(voltage).extracting(UdsAnswer::source).containsExactly(LogicalAddress.of(0x1001));
            assertThat(hasty.functional(0xE400).request(Bytes.hex("22 AA AA"))).isEmpty();
        }
    }

    @Test
    void severalEcusAtOnceOnOneConnection() {
        try (UdsLine line = UdsLine.to(DemoVehicle.create().server())) {
            UdsClient gateway = line.ecu();
            UdsClient body = gateway.target(0x1001);
            List<CompletableFuture<Bytes>> answers = IntStream.range(0, 200)
                    .mapToObj(i -> (i % 2 == 0 ? gateway : body)
                            .data()
                            .readAsync(0xF18C)
                            .toCompletableFuture())
                    .toList();

            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).join().toAscii()).isEqualTo(i % 2 == 0 ? "GW00000001" : "BC00000001");
            }
        }
    }

    @Test
    void manyThreadsGetTheirOwnAnswers() {
        try (UdsLine line = UdsLine.to(DemoVehicle.create().server())) {
            UdsClient gateway = line.ecu();
            UdsClient body = gateway.target(0x1001);

            List<String> answers = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> IntStream.range(0, 100)
                                    .mapToObj(j -> (i + j) % 2 == 0 ? "G " + serial(gateway) : "B " + serial(body))
                                    .distinct()
                                    .sorted()
                                    .collect(Collectors.joining(", ")),
                            task -> new Thread(task).start()))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();

            assertThat(answers).hasSize(8).containsOnly("B BC00000001, G GW00000001");
        }
    }

    private static String serial(UdsClient ecu) {
        return ecu.data().read(0xF18C).toAscii();
    }

    @Test
    void filesGoThereAndBack(@TempDir Path root) {
        EcuDefinition ecu = EcuDefinition.builder(0x1000)
                .setting(FileTransferDirectory.of(root))
                .build();
        try (UdsLine line =
                UdsLine.to(DoipServer.builder().logicalAddress(0x1000).ecu(ecu))) {
            Bytes content = Bytes.wrap(new byte[10_000]);
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            line.ecu().session(Session.EXTENDED);

            line.ecu().files().add("a", TransferSource.of(content), TransferOptions.defaults());
            assertThat(root.resolve("a")).hasBinaryContent(content.toArray());
            line.ecu().files().read("a", sink, TransferOptions.defaults());
            assertThat(sink.toByteArray()).isEqualTo(content.toArray());
            line.ecu().files().delete("a");
            assertThat(root.resolve("a")).doesNotExist();
        }
    }

    @Test
    void aSessionIsKeptAliveAsLongAsItShallBe() {
        EcuDefinition ecu = EcuDefinition.builder(0x1000)
                .functionalAddress(0xE400)
                .s3(Duration.ofSeconds(1))
                .data(context -> new ActiveSessionRecord())
                .build();
        try (UdsLine line =
                UdsLine.to(DoipServer.builder().logicalAddress(0x1000).ecu(ecu))) {
            List<Long> sessions = new CopyOnWriteArrayList<>();
            line.ecu().session(Session.EXTENDED);
            long begin = System.nanoTime();
            try (KeepAlive alive = line.ecu().keepAlive(Duration.ofMillis(100))) {
                await().until(() ->
                        System.nanoTime() - begin > Duration.ofMillis(1_600).toNanos());
                sessions.add(line.ecu().data().read(0xF186).unsigned(0, 1));
                assertThat(alive.failure()).isEmpty();
            }
            long end = System.nanoTime();
            await().until(() ->
                    System.nanoTime() - end > Duration.ofMillis(1_600).toNanos());
            sessions.add(line.ecu().data().read(0xF186).unsigned(0, 1));

            assertThat(sessions).containsExactly(3L, 1L);
        }
    }
}
