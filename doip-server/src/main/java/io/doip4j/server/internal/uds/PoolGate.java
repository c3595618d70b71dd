package io.doip4j.server.internal.uds;

import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that one thread works for an ECU at a time: while a service of it runs on the handler pool, what the event loop
 * has to do for it waits. Belongs to the event loop.
 */
final class PoolGate {
    private static final Logger LOG = LoggerFactory.getLogger(PoolGate.class);

    private final EcuHost host;
    private final Queue<Runnable> deferred = new ArrayDeque<>();
    private int onPool;

    PoolGate(EcuHost host) {
        this.host = host;
    }

    /** Whether a service runs on the pool. */
    boolean isTaken() {
        return onPool > 0;
    }

    void entered() {
        onPool++;
    }

    void left() {
        onPool--;
    }

    /** Runs a task now, or when no service runs on the pool any more; never after the end of the server. */
    void run(Runnable task) {
        if (host.isClosed()) {
            return;
        }
        if (isTaken()) {
            deferred.add(task);
        } else {
            runSafely(task);
        }
    }

    /** A task of a service that fails must not keep others from being run. */
    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("{}, which a service of an ECU scheduled, failed", task, e);
        }
    }

    /** Runs what waited. */
    void runDeferred() {
        while (!isTaken()) {
            Runnable task = deferred.poll();
            if (task == null) {
                return;
            }
            run(task);
        }
    }
}
