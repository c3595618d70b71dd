package io.doip4j.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Load by testers with TCP connections. */
abstract class TesterLoad extends Load {
    private static final int FIRST_SOURCE = 0x2000;
    private static final int FIRST_TARGET = 0x1000;
    /** Opened at once at most, so that the listen backlog is not what is measured. */
    private static final int MAX_OPENING = 256;

    private static final Duration SET_UP = Duration.ofMinutes(1);

    final RequestTemplate template;
    final ByteBuffer small = ByteBuffer.allocateDirect(64);
    final List<Tester> testers = new ArrayList<>();

    TesterLoad(LoadPlan plan) throws IOException {
        super(plan);
        template = new RequestTemplate(plan.userData(), plan.depth());
        for (int i = 0; i < plan.connections(); i++) {
            testers.add(new Tester(this, FIRST_SOURCE + i, FIRST_TARGET + i % plan.targets()));
        }
    }

    /** A connection was activated. */
    abstract void activated(Tester tester, long nanos) throws IOException;

    /** A connection was closed here. */
    void ended(Tester tester) throws IOException {}

    /** Opens all, and waits until as many as that are active. */
    final void openAll(Counter active) throws IOException {
        long end = System.nanoTime() + SET_UP.toNanos();
        int next = 0;
        while (active.value() < testers.size()) {
            while (next < testers.size() && next - active.value() < MAX_OPENING) {
                testers.get(next++).open();
            }
            poll(10);
            if (System.nanoTime() - end > 0) {
                throw new IOException("only " + active.value() + " of " + testers.size()
                        + " connections were activated within " + SET_UP.toSeconds() + " s");
            }
        }
    }

    /** Tells a number that changes. */
    interface Counter {
        /** The number now. */
        int value();
    }

    @Override
    public void close() throws IOException {
        for (Tester tester : testers) {
            tester.close();
        }
        super.close();
    }
}
