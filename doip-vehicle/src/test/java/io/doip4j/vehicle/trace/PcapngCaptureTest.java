package io.doip4j.vehicle.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import io.doip4j.core.Bytes;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.vehicle.DemoVehicle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A live file whose disk is slow, full or gone. */
@Timeout(60)
class PcapngCaptureTest {
    private static final Bytes UNKNOWN_TYPE = Bytes.hex("03 FC 12 34 00 00 00 00");
    private static final int ANSWER = 9;
    private static final int PLENTY = 1 << 20;

    private final List<IOException> failures = new CopyOnWriteArrayList<>();

    private static DoipServer started(PcapngCapture capture) {
        DoipServerBuilder builder = DemoVehicle.create().server().port(0);
        capture.attachTo(builder);
        return builder.build().startDaemon();
    }

    /** Something that the server answers. */
    private static void talk(DoipServer server, int times) throws IOException {
        try (Socket socket = new Socket(server.tcpAddress().getAddress(), server.port())) {
            for (int i = 0; i < times; i++) {
                socket.getOutputStream().write(UNKNOWN_TYPE.toArray());
                assertThat(socket.getInputStream().readNBytes(ANSWER)).hasSize(ANSWER);
            }
        }
    }

    /** A disk that takes so many writes, the first of which is the header, and waits with each while a test wants it to. */
    private static final class Disk extends OutputStream {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final int writes;
        private final CountDownLatch works;
        private final AtomicInteger written = new AtomicInteger();
        private volatile boolean closed;

        Disk(int writes, CountDownLatch works) {
            this.writes = writes;
            this.works = works;
        }

        @Override
        public void write(int single) {
            throw new AssertionError("blocks are written as a whole");
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (written.getAndIncrement() >= writes) {
                throw new IOException("No space left on device");
            }
            if (written.get() > 1) {
                awaitUninterrupted(works);
            }
            taken.write(bytes, from, length);
        }

        private static void awaitUninterrupted(CountDownLatch latch) throws IOException {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        Blocks blocks() {
            return Blocks.of(taken.toByteArray());
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void aFullDiskEndsTheCaptureAndNotTheServer() throws IOException {
        Disk disk = new Disk(2, new CountDownLatch(0));
        try (PcapngCapture capture = new PcapngCapture(disk, ShownPort.STANDARD, failures::add, PLENTY);
                DoipServer server = started(capture)) {
            // How many packets a write takes along is the writer's business
            await().until(() -> {
                talk(server, 1);
                return !failures.isEmpty();
            });
            talk(server, 10);
            assertThat(disk.closed).isTrue();
        }

        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessage("No space left on device"));
        assertThat(disk.blocks().ofType(Blocks.PACKET)).isNotEmpty();
    }

    @Test
    void aSlowDiskCostsPacketsAndNoTime() throws IOException {
        CountDownLatch works = new CountDownLatch(1);
        Disk disk = new Disk(Integer.MAX_VALUE, works);
        PcapngCapture capture = new PcapngCapture(disk, ShownPort.STANDARD, failures::add, 2_000);
        try (DoipServer server = started(capture)) {
            talk(server, 100);
            assertThat(capture.dropped()).isPositive();
            works.countDown();
            await().until(() -> {
                talk(server, 1);
                return disk.written.get() > 3;
            });
        }
        capture.close();

        Blocks blocks = disk.blocks();
        long dropped = capture.dropped();
        assertThat(blocks.ofType(Blocks.STATISTICS))
                .singleElement()
                .satisfies(body -> assertThat(body.unsigned(16, 8)).isEqualTo(dropped));
        assertThat(blocks.ofType(Blocks.PACKET).stream().map(Bytes::toAscii))
                .anyMatch(packet -> packet.contains("were left out: the disk is too slow"));
        assertThat(failures).isEmpty();
    }

    @Test
    void closingWritesWhatWaits() throws IOException {
        CountDownLatch works = new CountDownLatch(1);
        Disk disk = new Disk(Integer.MAX_VALUE, works);
        PcapngCapture capture = new PcapngCapture(disk, ShownPort.STANDARD, failures::add, PLENTY);
        try (DoipServer server = started(capture)) {
            talk(server, 10);
        }
        works.countDown();
        Thread.currentThread().interrupt();
        capture.close();
        assertThat(Thread.interrupted()).isTrue();
        capture.close();

        // Handshake, ten requests and answers, FIN from both ends and the last acknowledge
        assertThat(disk.blocks().ofType(Blocks.PACKET)).hasSize(3 + 20 + 3);
        assertThat(disk.closed).isTrue();
        assertThat(capture.dropped()).isZero();
    }

    @Test
    void theFileIsWholeWhileTheServerRuns(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("live.pcapng");
        try (PcapngCapture capture = PcapngCapture.open(file, ShownPort.STANDARD, failures::add);
                DoipServer server = started(capture)) {
            talk(server, 1);
            await().untilAsserted(
                            () -> assertThat(Blocks.of(Files.readAllBytes(file)).ofType(Blocks.PACKET))
                                    .hasSizeGreaterThanOrEqualTo(5));
        }
    }

    @Test
    void aFileThatCannotBeOpenedIsSaidAtOnce(@TempDir Path folder) {
        assertThatIOException()
                .isThrownBy(() -> PcapngCapture.open(folder, ShownPort.STANDARD, failures::add))
                .withMessageContaining(folder.toString());
    }

    @Test
    void itsThreadEndsWithIt(@TempDir Path folder) throws IOException {
        PcapngCapture.open(folder.resolve("empty.pcapng"), ShownPort.REAL, failures::add)
                .close();

        assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                .doesNotContain("doip-capture");
    }
}
