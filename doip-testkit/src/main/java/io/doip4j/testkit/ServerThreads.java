package io.doip4j.testkit;

import io.doip4j.server.DoipEventLoop;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The threads of one server at a time. It is started and stopped on the event loop that is lent to it, which belongs to a group;
 * so all threads that the server starts belong to the group too, however many other servers the JVM has.
 */
final class ServerThreads implements AutoCloseable {
    private static final String PREFIX = "doip-";
    private static final Duration LONGEST_END = Duration.ofSeconds(1);
    private static final String RESTING = "testkit-spare-loop";
    private static final String LOOP_PREFIX = "doip-loop-";
    private static final int FIRST_JDK_WITHOUT_GROUPS_TO_DESTROY = 19;
    private static final int MORE = 16;
    /** Where a selector waits on Linux, Windows and macOS. */
    private static final Set<String> SELECTING = Set.of("wait", "poll", "poll0");

    private final ThreadGroup group;
    private final DoipEventLoop loop;
    private final Thread loopThread;
    private final String name;

    private ServerThreads(ThreadGroup group, DoipEventLoop loop, Thread loopThread) {
        this.group = group;
        this.loop = loop;
        this.loopThread = loopThread;
        this.name = loopThread.getName();
    }

    /** A new event loop, in a group of its own. */
    static ServerThreads create() {
        ThreadGroup group = new ThreadGroup("DoIP server of a test");
        forgetWhenEmpty(group);
        DoipEventLoop loop = resultOf(DoipEventLoop::create, task -> {
            Thread creating = new Thread(group, task, "testkit-start");
            creating.setDaemon(true);
            creating.start();
        });
        return new ServerThreads(group, loop, resultOf(Thread::currentThread, loop::execute));
    }

    /** Of what returns at once: a test that is interrupted gets it all the same. */
    private static <T> T resultOf(Supplier<T> task, Executor where) {
        try {
            return CompletableFuture.supplyAsync(task, where).join();
        } catch (CompletionException e) {
            throw new IllegalStateException("no event loop can be started: " + e.getCause(), e.getCause());
        }
    }

    @SuppressWarnings("removal")
    private static void forgetWhenEmpty(ThreadGroup group) {
        if (Runtime.version().feature() < FIRST_JDK_WITHOUT_GROUPS_TO_DESTROY) {
            group.setDaemon(true);
        }
    }

    /** No server has them. A thread dump shows that nothing was left running. */
    void rest() {
        loopThread.setName(RESTING);
    }

    /** A server will have them. */
    void wake() {
        loopThread.setName(name);
    }

    /** For a server, which does not close it. */
    DoipEventLoop loop() {
        return loop;
    }

    /** Calls something on the event loop, and waits for it. */
    <T> T call(Callable<T> task) throws Exception {
        FutureTask<T> result = new FutureTask<>(task);
        loop.execute(result);
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } catch (InterruptedException e) {
            loopThread.interrupt();
            throw e;
        }
    }

    /** Where the event loop is. */
    ThreadState state() {
        return new ThreadState(loopThread);
    }

    /** Begins to run something on the event loop; if that has broken down, runs it here, as nobody else can. */
    Future<?> begin(Runnable task) {
        FutureTask<?> result = new FutureTask<>(task, null);
        if (loopThread.isAlive()) {
            loop.execute(result);
        } else {
            result.run();
        }
        return result;
    }

    /** Waits until no thread but the event loop's is alive; returns those that still are. */
    List<Thread> awaitEnd(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        List<Thread> alive = others();
        while (!alive.isEmpty() && deadline - System.nanoTime() > 0) {
            ended(alive.get(0), Duration.ofNanos(deadline - System.nanoTime()));
            alive = others();
        }
        return alive;
    }

    private static void ended(Thread thread, Duration atMost) {
        uninterruptibly(atMost, nanos -> {
            TimeUnit.NANOSECONDS.timedJoin(thread, nanos);
            return !thread.isAlive();
        });
    }

    /** Waits for the end of something that was begun, also if somebody interrupts the test. */
    static boolean ended(Future<?> begun, Duration atMost) {
        return uninterruptibly(atMost, nanos -> {
            try {
                begun.get(nanos, TimeUnit.NANOSECONDS);
                return true;
            } catch (TimeoutException e) {
                return false;
            } catch (ExecutionException e) {
                throw new IllegalStateException("the DoIP server could not be closed: " + e.getCause(), e.getCause());
            }
        });
    }

    /** A wait that can be interrupted. */
    private interface Wait {
        /** Whether it is over. */
        boolean upTo(long nanos) throws InterruptedException;
    }

    private static boolean uninterruptibly(Duration atMost, Wait wait) {
        long deadline = System.nanoTime() + atMost.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.upTo(Math.max(0, deadline - System.nanoTime()));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until the event loop waits for something to do, but not long. */
    void awaitQuiet(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            while (!loops().stream().allMatch(ServerThreads::isWaiting) && deadline - System.nanoTime() > 0) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether a thread is in the selector: what is called from there is nearer to the end of the stack. */
    private static boolean isWaiting(Thread loop) {
        StackTraceElement[] stack = loop.getStackTrace();
        return stack.length > 0
                && stack[0].getClassName().startsWith("sun.nio.ch.")
                && SELECTING.contains(stack[0].getMethodName());
    }

    /** The event loop's threads that are alive. */
    List<Thread> loops() {
        return alive().stream()
                .filter(thread -> thread.getName().startsWith(LOOP_PREFIX))
                .toList();
    }

    private List<Thread> others() {
        return alive().stream().filter(thread -> !thread.equals(loopThread)).toList();
    }

    private List<Thread> alive() {
        Thread[] found = new Thread[group.activeCount() + MORE];
        int count = group.enumerate(found);
        return Arrays.stream(found, 0, count)
                .filter(thread -> thread.getName().startsWith(PREFIX) && thread.isAlive())
                .toList();
    }

    /** Ends the event loop as soon as it has nothing else to do. Does not wait long for that: something may hold it up. */
    @Override
    public void close() {
        if (loopThread.isAlive()) {
            loop.execute(loop::close);
        }
        ended(loopThread, LONGEST_END);
    }
}
