package io.doip4j.vehicle.trace;

import io.doip4j.server.DoipServerBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes what goes through a server's sockets into a pcapng file while the server runs, for Wireshark and tshark.
 *
 * <p>The file grows with every exchange and always ends with a whole packet, so that it can be read at any time. A thread of its
 * own writes: the server never waits for a disk. When the disk is too slow, packets are left out; the next one has a comment that
 * says how many, and the end of the file as well. When the file cannot be written any more, the capture ends; the server does not.
 *
 * <pre>{@code
 * DoipServerBuilder builder = DoipServer.builder();
 * try (PcapngCapture capture = PcapngCapture.open(Path.of("vehicle.pcapng"), ShownPort.STANDARD, log::warn)) {
 *     capture.attachTo(builder);
 *     try (DoipServer server = builder.build().start()) {
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>All methods may be called from any thread.
 */
public final class PcapngCapture implements AutoCloseable {
    /** How much may wait to be written. */
    private static final long QUEUE_BYTES = 32 << 20;

    private static final Duration LAST_WRITE = Duration.ofSeconds(5);
    private static final int WRITTEN_AT_ONCE = 1 << 20;

    private final OutputStream out;
    private final TraceClock clock = new TraceClock(InstantSource.system());
    private final EventQueue queue;
    private final WireRecorder recorder;
    private final Consumer<IOException> whenFailed;
    private final ByteArrayOutputStream blocks = new ByteArrayOutputStream();
    private final PacketFile packets;
    private final Thread writer = new Thread(this::write, "doip-capture");

    PcapngCapture(OutputStream out, ShownPort shownPort, Consumer<IOException> whenFailed, long queueBytes)
            throws IOException {
        this.out = out;
        this.whenFailed = whenFailed;
        queue = new EventQueue(queueBytes);
        recorder = new WireRecorder(clock, queue::offer);
        packets = new PacketFile(blocks, clock, shownPort);
        flush();
        writer.setDaemon(true);
        writer.start();
    }

    /**
     * Opens a file to write to.
     *
     * @param file the file, replaced if it is there; may be a named pipe
     * @param shownPort which port of the server the file shows
     * @param whenFailed called once, on another thread, if the file cannot be written any more
     * @return the capture, to be closed after the server
     * @throws IOException if the file cannot be opened
     */
    public static PcapngCapture open(Path file, ShownPort shownPort, Consumer<IOException> whenFailed)
            throws IOException {
        OutputStream out = Files.newOutputStream(file);
        try {
            return new PcapngCapture(out, shownPort, whenFailed, QUEUE_BYTES);
        } catch (IOException e) {
            try (out) {
                throw e;
            }
        }
    }

    /**
     * Makes a server that is going to be built write into this file. Several servers may share a file if they run on the same
     * clock.
     *
     * @param server the server
     * @return this
     */
    public PcapngCapture attachTo(DoipServerBuilder server) {
        server.wireTap(recorder);
        return this;
    }

    /**
     * How many events were left out because the disk was too slow: what one read or write took, or the beginning or end of a
     * connection.
     *
     * @return the number, 0 or more
     */
    public long dropped() {
        return queue.dropped();
    }

    /**
     * Writes what still waits and closes the file; gives up after five seconds. No effect the second time. Close the server
     * before, or the end of its connections is missing.
     */
    @Override
    public void close() {
        queue.close();
        // Whoever ends a server by interrupting its thread wants the end of the file as well.
        boolean interrupted = Thread.interrupted();
        try {
            writer.join(LAST_WRITE.toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try (out) {
            List<EventQueue.Item> items = queue.take();
            while (!items.isEmpty()) {
                for (EventQueue.Item item : items) {
                    add(item);
                }
                flush();
                items = queue.take();
            }
            if (queue.dropped() > 0) {
                packets.dropped(queue.dropped());
                flush();
            }
        } catch (IOException e) {
            whenFailed.accept(e);
        } catch (InterruptedException e) {
            // Nobody but the JVM at its end could.
            Thread.currentThread().interrupt();
        } finally {
            queue.close();
        }
    }

    private void add(EventQueue.Item item) throws IOException {
        if (item.droppedBefore() > 0) {
            packets.remark("before this, " + item.droppedBefore() + " were left out: the disk is too slow");
        }
        packets.write(item.event());
        if (blocks.size() > WRITTEN_AT_ONCE) {
            flush();
        }
    }

    /** Whole blocks only, in one write. */
    private void flush() throws IOException {
        blocks.writeTo(out);
        blocks.reset();
        out.flush();
    }
}
