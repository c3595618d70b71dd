package io.doip4j.core.codec;

import static io.doip4j.core.codec.DoipFramerTest.ALIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.doip4j.core.Bytes;
import io.doip4j.core.codec.DoipFramer.Event;
import io.doip4j.core.codec.FramerRun.Found;
import io.doip4j.core.message.DiagnosticMessage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A length in a header costs nothing (T39); what has arrived may cost memory. */
class DoipFramerMemoryTest {
    private static final int ANNOUNCED = 2_000_000;
    private static final Bytes HEADER = Bytes.hex("03 FC 80 01 00 1E 84 80");

    // T39
    @Test
    void fourGigabytesAreSkippedAndTheNextMessageIsRead() {
        Bytes header = Bytes.hex("03 FC 80 01 FF FF FF FF");
        DoipFramer framer = new DoipFramer(DoipFramerTest.entity(ANNOUNCED));
        assertThat(FramerRun.feed(framer, header)).containsExactly(Found.violation(2, header));
        ByteBuffer block = ByteBuffer.allocate(1 << 20);

        for (long left = 0xFFFF_FFFFL; left > 0; left -= block.limit()) {
            block.clear().limit((int) Math.min(left, block.capacity()));
            assertThat(framer.isInsideMessage()).isTrue();
            assertThat(framer.next(block)).isEqualTo(Event.NEED_INPUT);
            assertThat(block.hasRemaining()).isFalse();
        }

        assertThat(framer.isInsideMessage()).isFalse();
        assertThat(FramerRun.feed(framer, ALIVE)).containsExactly(Found.message(ALIVE));
    }

    // If every framer took what the header announces, the heap would be full twice.
    @Test
    void announcedButMissingPayloadTakesNoMemory() {
        long count = 2 * Runtime.getRuntime().maxMemory() / ANNOUNCED;
        Bytes beginning = HEADER.plus(Bytes.wrap(new byte[100]));
        HeaderRules rules = DoipFramerTest.entity(ANNOUNCED);
        List<DoipFramer> framers = new ArrayList<>();

        assertThatCode(() -> {
                    for (long i = 0; i < count; i++) {
                        DoipFramer framer = new DoipFramer(rules);
                        assertThat(framer.next(beginning.asBuffer())).isEqualTo(Event.NEED_INPUT);
                        framers.add(framer);
                    }
                })
                .doesNotThrowAnyException();

        assertThat(framers).allMatch(DoipFramer::isInsideMessage);
    }

    @Test
    void largePayloadGrowsWithWhatArrives() {
        byte[] payload = new byte[ANNOUNCED];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (i * 31);
        }
        for (int chunk : new int[] {1000, 4096, 65_536, ANNOUNCED}) {
            DoipFramer framer = new DoipFramer(DoipFramerTest.entity(ANNOUNCED));
            framer.next(HEADER.asBuffer());
            Event last = Event.NEED_INPUT;
            for (int at = 0; at < payload.length; at += chunk) {
                assertThat(last).isEqualTo(Event.NEED_INPUT);
                last = framer.next(ByteBuffer.wrap(payload, at, Math.min(chunk, payload.length - at)));
            }
            assertThat(last).isEqualTo(Event.MESSAGE);
            DiagnosticMessage message = (DiagnosticMessage) framer.message();
            assertThat(message.userData()).isEqualTo(Bytes.copyOf(payload).from(4));
        }
    }

    // The sum of the bytes that are there and of a buffer of 2 GiB does not fit into an int.
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "cannot delete a mapped file")
    void inputMayBeAsLargeAsABufferCanBe(@TempDir Path directory) throws IOException {
        int payloadLength = 5000;
        DoipFramer framer = new DoipFramer(DoipFramerTest.entity(payloadLength));
        framer.next(Bytes.hex("03 FC 80 01 00 00 13 88").asBuffer());
        framer.next(ByteBuffer.allocate(4096));
        try (RandomAccessFile file =
                new RandomAccessFile(directory.resolve("sparse").toFile(), "rw")) {
            file.setLength(Integer.MAX_VALUE);
            ByteBuffer huge = file.getChannel().map(MapMode.READ_ONLY, 0, Integer.MAX_VALUE);

            Event event = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> framer.next(huge));

            assertThat(event).isEqualTo(Event.MESSAGE);
            assertThat(huge.position()).isEqualTo(payloadLength - 4096);
        }
    }
}
