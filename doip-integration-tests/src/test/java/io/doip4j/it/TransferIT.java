package io.doip4j.it;

import static io.doip4j.it.Wire.A;
import static io.doip4j.it.Wire.activated;
import static io.doip4j.it.Wire.assertWorks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doip4j.core.Bytes;
import io.doip4j.server.DoipServer;
import io.doip4j.testkit.DoipTester;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.transfer.DownloadTarget;
import io.doip4j.uds.services.transfer.FileTransferDirectory;
import io.doip4j.uds.services.transfer.TransferSettings;
import io.doip4j.uds.spi.MemoryRegion;
import io.doip4j.uds.spi.SessionDefinition;
import io.doip4j.uds.spi.Sessions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads and files over sockets: nothing waits for them but the tester that asked. */
class TransferIT {
    private static final int TARGET = 0x2000;
    private static final int OTHER = 0x3000;

    private static DoipServer server(EcuDefinition.Builder definition) {
        return Servers.services(builder ->
                builder.ecu(definition.build()).ecu(EcuDefinition.builder(OTHER).build()));
    }

    @Test
    void aFileIsWrittenAndReadOutsideOfTheEventLoop(@TempDir Path root) {
        EcuDefinition.Builder definition = EcuDefinition.builder(TARGET).setting(FileTransferDirectory.of(root));
        try (DoipServer server = server(definition);
                DoipTester tester = activated(DoipTester.of(server), A)) {
            assertThat(tester.request(TARGET, "10 03")).isEqualTo(Bytes.hex("50 03 00 32 01 F4"));
            assertThat(tester.request(TARGET, "38 01 00 01 61 00 01 03 03")).isEqualTo(Bytes.hex("78 01 02 0F FF 00"));
            assertThat(tester.request(TARGET, "36 01 A0 A1 A2")).isEqualTo(Bytes.hex("76 01"));
            assertThat(tester.request(TARGET, "37")).isEqualTo(Bytes.hex("77"));
            assertThat(root.resolve("a")).hasBinaryContent(Bytes.hex("A0 A1 A2").toArray());

            assertThat(tester.request(TARGET, "38 04 00 01 61 00"))
                    .isEqualTo(Bytes.hex("78 04 02 0F FF 00 00 04 00 00 00 03 00 00 00 03"));
            assertThat(tester.request(TARGET, "36 01")).isEqualTo(Bytes.hex("76 01 A0 A1 A2"));
            assertThat(tester.request(TARGET, "37")).isEqualTo(Bytes.hex("77"));
            assertThat(tester.request(TARGET, "38 05 00 01 62")).isEqualTo(Bytes.hex("7F 38 31"));
            assertThat(tester.request(OTHER, "10 03")).isEqualTo(Bytes.hex("50 03 00 32 01 F4"));
            assertThat(tester.request(OTHER, "38 05 00 01 2F"))
                    .as("an ECU without files")
                    .isEqualTo(Bytes.hex("7F 38 11"));
        }
    }

    /** Flash memory that is never done. */
    private static final class Stuck implements DownloadTarget {
        private final CompletableFuture<Void> written = new CompletableFuture<>();
        private final CountDownLatch aborted = new CountDownLatch(1);

        @Override
        public CompletionStage<Void> write(long address, Bytes data) {
            return written;
        }

        @Override
        public void abort() {
            aborted.countDown();
        }
    }

    private static EcuDefinition.Builder with(Stuck flash) {
        return EcuDefinition.builder(TARGET)
                .session(new SessionDefinition(Session.EXTENDED, Duration.ofMillis(50), Duration.ofMinutes(5)))
                .memory(MemoryRegion.readOnly(0, 0x100).writableIn(Sessions.all()))
                .setting(TransferSettings.builder()
                        .downloads((request, exchange, ecu) -> flash)
                        .build());
    }

    @Test
    void theTesterIsToldToWaitForSlowFlash() {
        Stuck flash = new Stuck();
        try (DoipServer server = server(with(flash));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            tester.request(TARGET, "10 03");
            assertThat(tester.request(TARGET, "34 00 11 00 10")).isEqualTo(Bytes.hex("74 20 0F FF"));
            tester.send(Wire.diagnostic(A, TARGET, "36 01 AA"));
            assertThat(tester.receive()).isEqualTo(Wire.ack(TARGET, A));
            assertThat(tester.receive()).isEqualTo(Wire.diagnostic(TARGET, A, "7F 36 78"));
            assertThat(tester.request(OTHER, "3E 00")).as("other ECUs go on").isEqualTo(Bytes.hex("7E 00"));
            assertWorks(tester);
            flash.written.complete(null);
            assertThat(tester.receive()).isEqualTo(Wire.diagnostic(TARGET, A, "76 01"));
        }
    }

    @Test
    void theEndOfTheConnectionAbortsTheTransferAfterItsLastBlock() {
        Stuck flash = new Stuck();
        try (DoipServer server = server(with(flash))) {
            try (DoipTester tester = activated(DoipTester.of(server), A)) {
                tester.request(TARGET, "10 03");
                tester.request(TARGET, "34 00 11 00 10");
                tester.send(Wire.diagnostic(A, TARGET, "36 01 AA"));
                assertThat(tester.receive()).isEqualTo(Wire.ack(TARGET, A));
            }
            flash.written.complete(null);
            await().untilAsserted(() -> assertThat(flash.aborted.getCount()).isZero());
        }
    }
}
