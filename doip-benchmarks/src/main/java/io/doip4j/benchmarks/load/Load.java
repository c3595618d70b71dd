package io.doip4j.benchmarks.load;

import io.doip4j.benchmarks.process.ProcessFigures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;

/** What all kinds of load have in common: the loop and what is counted. Whatever goes wrong ends the load. */
abstract class Load implements AutoCloseable {
    /** What a selection key has attached. */
    interface Ready {
        /** The channel is ready for something. */
        void ready(SelectionKey key) throws IOException;
    }

    private static final int READ_BUFFER = 256 * 1024;
    private static final long LONGEST_POLL = 50;

    final LoadPlan plan;
    final Selector selector;
    final ByteBuffer input = ByteBuffer.allocateDirect(READ_BUFFER);
    final InetSocketAddress server;
    private final Histogram times = new Histogram();
    private long before;
    private long sent;
    private int turn;

    Load(LoadPlan plan) throws IOException {
        this.plan = plan;
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), plan.port());
        this.selector = Selector.open();
    }

    /** Opens what is loaded; returns when it is ready. */
    abstract void open() throws IOException;

    /** Sends the first requests. */
    abstract void begin() throws IOException;

    /** Called now and then. */
    void idle() throws IOException {}

    final LoadResult measure() throws IOException {
        begin();
        runFor(plan.warmUp());
        before = times.count();
        times.clear();
        sent = 0;
        long cpu = ProcessFigures.cpuNanos(plan.pid());
        long start = System.nanoTime();
        runFor(plan.time());
        long nanos = System.nanoTime() - start;
        cpu = ProcessFigures.cpuNanos(plan.pid()) - cpu;
        if (times.count() == 0) {
            throw new IOException("nothing was answered within " + plan.time());
        }
        return new LoadResult(times.count(), before + times.count(), nanos, cpu, times.quantile(0.5), sent);
    }

    private void runFor(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        long left = time.toNanos();
        while (left > 0) {
            poll(Math.min(LONGEST_POLL, left / 1_000_000 + 1));
            idle();
            left = end - System.nanoTime();
        }
    }

    final void poll(long millis) throws IOException {
        try {
            selector.select(Load::dispatch, millis);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void dispatch(SelectionKey key) {
        try {
            if (key.isValid()) {
                ((Ready) key.attachment()).ready(key);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    final void done(long nanos) {
        times.add(nanos);
    }

    final long doneSoFar() {
        return times.count();
    }

    final void sent(long bytes) {
        sent += bytes;
    }

    /** The next client address: with several, ports that are not free yet after a connection do not run out. */
    final InetSocketAddress nextSource() throws IOException {
        int number = turn++ % plan.sources();
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (2 + number)}), 0);
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
