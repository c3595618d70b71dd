package io.doip4j.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;

/** Vehicle identification requests over UDP. Lost datagrams are sent again; more than a few end the load. */
final class IdentificationLoad extends Load {
    private static final long REQUEST = 0x02FD_0001_0000_0000L;
    private static final int ANNOUNCEMENT = 0x0004;
    private static final int SHORTEST_ANSWER = 40;
    private static final long LOST_AFTER_NANOS = 200_000_000;
    private static final double MAX_LOST = 0.01;

    private final List<Asker> askers = new ArrayList<>();
    private final ByteBuffer request = ByteBuffer.allocateDirect(Long.BYTES);
    private long lost;

    IdentificationLoad(LoadPlan plan) throws IOException {
        super(plan);
    }

    @Override
    void open() throws IOException {
        for (int i = 0; i < plan.connections(); i++) {
            askers.add(new Asker());
        }
    }

    @Override
    void begin() throws IOException {
        for (Asker asker : askers) {
            asker.askAll();
        }
    }

    @Override
    void idle() throws IOException {
        long now = System.nanoTime();
        for (Asker asker : askers) {
            if (now - asker.last > LOST_AFTER_NANOS) {
                lost += plan.depth();
                asker.askAll();
            }
        }
        if (lost > plan.depth() + MAX_LOST * doneSoFar()) {
            throw new IOException(lost + " identification requests were not answered, " + doneSoFar()
                    + " were: does the server limit the rate of its answers?");
        }
    }

    private final class Asker implements Ready {
        private final DatagramChannel channel;
        private final long[] started = new long[plan.depth()];
        private long asked;
        private long answered;
        private long last;

        Asker() throws IOException {
            channel = DatagramChannel.open();
            channel.configureBlocking(false);
            if (plan.sources() > 0) {
                channel.bind(nextSource());
            }
            channel.connect(server);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        private void askAll() throws IOException {
            answered = asked;
            for (int i = 0; i < plan.depth(); i++) {
                ask(System.nanoTime());
            }
        }

        private void ask(long now) throws IOException {
            started[(int) (asked++ % started.length)] = now;
            last = now;
            request.clear().putLong(REQUEST).flip();
            sent(channel.write(request));
        }

        @Override
        public void ready(SelectionKey key) throws IOException {
            int length = channel.read(input.clear());
            while (length > 0) {
                if (length < SHORTEST_ANSWER || input.getShort(2) != ANNOUNCEMENT) {
                    throw new IOException("a datagram of " + length + " bytes is no vehicle identification response");
                }
                if (answered < asked) {
                    long now = System.nanoTime();
                    done(now - started[(int) (answered++ % started.length)]);
                    ask(now);
                }
                length = channel.read(input.clear());
            }
        }
    }
}
