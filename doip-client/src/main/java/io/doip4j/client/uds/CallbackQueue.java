package io.doip4j.client.uds;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls listeners on an executor, one at a time and in order. One that is too slow misses calls, and that is logged. */
final class CallbackQueue {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackQueue.class);
    private static final int LIMIT = 4096;

    private final Executor executor;
    private final Deque<Runnable> calls = new ArrayDeque<>();
    private boolean running;
    private boolean complained;

    CallbackQueue(Executor executor) {
        this.executor = executor;
    }

    void call(Runnable callback) {
        synchronized (calls) {
            if (calls.size() >= LIMIT) {
                complain();
                return;
            }
            calls.addLast(callback);
            if (running) {
                return;
            }
            running = true;
        }
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException e) {
            LOG.warn("a listener is not called: the executor of the options takes no more tasks", e);
            forget();
        }
    }

    private void complain() {
        if (!complained) {
            complained = true;
            LOG.warn("a listener misses messages: it is {} calls behind, make it faster", LIMIT);
        }
    }

    private void forget() {
        synchronized (calls) {
            calls.clear();
            running = false;
        }
    }

    private void drain() {
        while (true) {
            Runnable next;
            synchronized (calls) {
                if (calls.isEmpty()) {
                    running = false;
                    return;
                }
                next = calls.removeFirst();
            }
            try {
                next.run();
            } catch (RuntimeException | Error e) {
                LOG.warn("a listener failed", e);
            }
        }
    }
}
