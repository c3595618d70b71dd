package io.doip4j.testkit;

import io.doip4j.server.DoipEventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Waits in real time until nothing is left to do at the present moment of a clock: by servers, testers and clients. */
final class Stillness {
    /** Whatever a server does without waiting is done in this time, or something is stuck. */
    private static final Duration LONGEST_WORK = Duration.ofSeconds(10);

    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    /** What is still to come, and how long and for how many turns of other threads nothing must happen until it counts as none. */
    private enum Expected {
        /** Nothing. */
        NOTHING(0, 0),
        /** Something by a client or another thread that cannot be counted. */
        UNKNOWN(3, 8),
        /** Bytes of a tester. If they are not taken for so long the server takes none now. */
        BYTES(50, 0),
        /** A request, or another wait, of a thread of the test that does something else now, maybe for long. */
        REQUEST(50, 0),
        /** Work of a client. A callback that blocks for so long is not waited for. */
        WORK(2000, 0);

        private final long quietNanos;
        private final int turns;

        Expected(long quietMillis, int turns) {
            this.quietNanos = TimeUnit.MILLISECONDS.toNanos(quietMillis);
            this.turns = turns;
        }
    }

    private final DoipEventLoop loop;
    private final Traffic traffic;
    private final ClientWork clients;
    private final Workers workers;
    private final Waiters waiters;
    private final Predicate<Thread> waits;

    Stillness(
            DoipEventLoop loop,
            Traffic traffic,
            ClientWork clients,
            Workers workers,
            Waiters waiters,
            Predicate<Thread> waits) {
        this.loop = loop;
        this.traffic = traffic;
        this.clients = clients;
        this.workers = workers;
        this.waiters = waiters;
        this.waits = waits;
    }

    /**
     * Waits. Ends early once a thread has what it waits for: it has to go on first.
     *
     * @return nanoseconds until the next timer of the servers, {@link Long#MAX_VALUE} if there is none
     */
    long await() {
        long heard = -1;
        long heardAt = 0;
        Expected before = Expected.NOTHING;
        long since = System.nanoTime();
        int turns = 0;
        while (true) {
            long total = traffic.total();
            long untilTimer = loop.settle(LONGEST_WORK, waits);
            if (waiters.oneIsThere()) {
                return 0;
            }
            Expected expected = expected();
            long real = System.nanoTime();
            boolean isNews = total != heard;
            if (isNews) {
                heard = total;
                heardAt = real;
            }
            if (isNews || expected != before) {
                before = expected;
                since = real;
                turns = 0;
            }
            boolean quiet = real - since >= expected.quietNanos && turns >= expected.turns;
            // Who now waits and now works, without end, is not waited for
            quiet |= real - heardAt >= Expected.WORK.quietNanos;
            // What was heard after the servers had settled may be at work in them now.
            if (quiet && total == traffic.total()) {
                giveUp(expected);
                return untilTimer;
            }
            if (expected == Expected.UNKNOWN) {
                letOthersRun();
                turns++;
            } else {
                pause();
            }
        }
    }

    /** What did not come is not waited for again and again. */
    private void giveUp(Expected expected) {
        if (expected == Expected.BYTES) {
            traffic.giveDatagramsUp();
        } else if (expected != Expected.NOTHING) {
            waiters.forgetOthers();
        }
    }

    private Expected expected() {
        Workers.Doing work = workers.doing(waits);
        if (clients.isGoingOn() || traffic.isOnItsWayToClient() || work == Workers.Doing.WORK) {
            return Expected.WORK;
        }
        if (traffic.isOnItsWay()) {
            return Expected.BYTES;
        }
        Workers.Doing others = waiters.doing();
        if (others == Workers.Doing.WORK) {
            return Expected.REQUEST;
        }
        boolean isUnknown = waiters.expectStrangers()
                || traffic.hasForeigners()
                || work == Workers.Doing.WAITS
                || others == Workers.Doing.WAITS;
        return isUnknown ? Expected.UNKNOWN : Expected.NOTHING;
    }

    /** Gives another thread some time to bring something about; returns whether it has. */
    static boolean comesSoon(BooleanSupplier isThere) {
        long since = System.nanoTime();
        while (!isThere.getAsBoolean() && System.nanoTime() - since < Expected.WORK.quietNanos) {
            letOthersRun();
        }
        return isThere.getAsBoolean();
    }

    static void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    /** On a busy machine a few milliseconds may pass before a thread of a client runs: then this one takes as long. */
    private static void letOthersRun() {
        Thread another = new Thread(() -> LockSupport.parkNanos(PAUSE_NANOS), "testkit-pause");
        another.setDaemon(true);
        another.start();
        boolean interrupted = false;
        while (another.isAlive()) {
            try {
                another.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
