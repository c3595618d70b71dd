package io.doip4j.server.internal.uds;

import org.jspecify.annotations.Nullable;

/** A call of a service on the handler pool that can be interrupted, and only as long as it runs. */
final class PoolCall implements Runnable {
    private final Runnable call;
    private final Runnable ended;
    private @Nullable Thread thread;
    private boolean interrupted;

    /** The second task is always run after the first. */
    PoolCall(Runnable call, Runnable ended) {
        this.call = call;
        this.ended = ended;
    }

    @Override
    public void run() {
        begin();
        try {
            call.run();
        } finally {
            end();
            ended.run();
        }
    }

    private synchronized void begin() {
        thread = Thread.currentThread();
        if (interrupted) {
            thread.interrupt();
        }
    }

    private synchronized void end() {
        thread = null;
        if (interrupted) {
            // The thread goes on with the work of others.
            Thread.interrupted();
        }
    }

    synchronized void interrupt() {
        interrupted = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
