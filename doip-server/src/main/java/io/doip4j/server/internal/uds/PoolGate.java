package io.doip4j.server.internal.uds;

import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that one thread works for an ECU at a time: while a service of it runs on the handler pool, or the ECU is still
 * being made, what the event loop has to do for it waits. Belongs to the event loop.
 */
final class PoolGate {
    private static final Logger LOG = LoggerFactory.getLogger(PoolGate.class);

    private final EcuHost host;
    private final Queue<Runnable> deferred = new ArrayDeque<>();
    private boolean taken;

    PoolGate(EcuHost host) {
        this.host = host;
    }

    /** Whether another thread works for the ECU. */
    boolean isTaken() {
        return taken;
    }

    void enter() {
        taken = true;
    }

    void leave() {
        taken = false;
    }

    /** Runs a task now, or when no other thread works for the ECU any more; never after the end of the server. */
    void run(Runnable task) {
        if (host.isClosed()) {
            return;
        }
        if (taken) {
            deferred.add(() -> run(task));
        } else {
            runSafely(task);
        }
    }

    /** The same for what cleans up: also when the server ends. */
    void runAtEnd(Runnable task) {
        if (taken && !host.isClosed()) {
            deferred.add(() -> runAtEnd(task));
        } else {
            runSafely(task);
        }
    }

    /** A task of a service that fails must not keep others from being run. */
    private void runSafely(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOG.error("{}, which a service of an ECU scheduled, failed", task, e);
            host.extensionFailed(task instanceof LoopScheduler.Scheduled scheduled ? scheduled.task() : task, e);
        }
    }

    /** Runs what waited. */
    void runDeferred() {
        while (!taken) {
            Runnable task = deferred.poll();
            if (task == null) {
                return;
            }
            task.run();
        }
    }
}
