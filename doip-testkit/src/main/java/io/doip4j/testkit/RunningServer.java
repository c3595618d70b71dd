package io.doip4j.testkit;

import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A server that was started for tests, and what watches it. */
final class RunningServer implements AutoCloseable {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(2);
    /** A machine that is busy with other things may take longer; only what visibly holds the server up fails at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final Duration LONGEST_QUIET_WAIT = Duration.ofMillis(100);

    private final ServerSpec spec;
    private final SharedParts parts;
    private final ServerThreads threads;
    private final DoipServer server;
    private final Equipment equipment;
    private final Optional<VirtualClock> clock;
    private final Turns turns = new Turns();
    private boolean stopped;

    private RunningServer(
            ServerSpec spec,
            SharedParts parts,
            ServerThreads threads,
            DoipServer server,
            Equipment equipment,
            Optional<VirtualClock> clock) {
        this.spec = spec;
        this.parts = parts;
        this.threads = threads;
        this.server = server;
        this.equipment = equipment;
        this.clock = clock;
    }

    /**
     * Starts a server.
     *
     * @param configuration changes it after the spec
     * @param forWhom for messages
     */
    static RunningServer start(
            ServerSpec spec, SharedParts parts, Consumer<DoipServerBuilder> configuration, String forWhom) {
        ServerThreads threads = parts.takeThreads();
        boolean started = false;
        try {
            RunningServer running = start(spec, parts, threads, configuration, forWhom);
            started = true;
            return running;
        } finally {
            if (!started) {
                threads.close();
            }
        }
    }

    private static RunningServer start(
            ServerSpec spec,
            SharedParts parts,
            ServerThreads threads,
            Consumer<DoipServerBuilder> configuration,
            String forWhom) {
        ClassLoader plugins = plugins();
        DoipServerBuilder builder = spec.builder().eventLoop(threads.loop()).services(parts.services(plugins));
        Equipment equipment = new Equipment(builder, spec.trace());
        spec.changes().forEach(change -> change.accept(builder));
        configuration.accept(builder);
        Optional<VirtualClock> clock = Optional.empty();
        try {
            clock = spec.virtualTime() ? Optional.of(threads.call(VirtualClock::create)) : clock;
            clock.ifPresent(of -> of.drive(builder));
            DoipServer server = builder.build();
            start(server, threads, plugins);
            return new RunningServer(spec, parts, threads, server, equipment, clock);
        } catch (InterruptedException e) {
            clock.ifPresent(of -> threads.loop().execute(of::close));
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the DoIP server of " + forWhom + " was starting", e);
        } catch (Exception e) {
            clock.ifPresent(of -> threads.loop().execute(of::close));
            throw new IllegalStateException(
                    "the DoIP server of " + forWhom + " could not be started: " + e.getMessage() + advice(e), e);
        }
    }

    private static ClassLoader plugins() {
        ClassLoader ofTest = Thread.currentThread().getContextClassLoader();
        return ofTest == null ? RunningServer.class.getClassLoader() : ofTest;
    }

    private static void start(DoipServer server, ServerThreads threads, ClassLoader plugins) throws Exception {
        try {
            threads.call(() -> {
                Thread.currentThread().setContextClassLoader(plugins);
                return server.startDaemon();
            });
        } catch (InterruptedException e) {
            threads.loop().execute(server::close);
            throw e;
        }
    }

    private static String advice(Throwable fault) {
        for (Throwable at = fault; at != null; at = at.getCause()) {
            if (at instanceof BindException) {
                return "; set no port and no address, and it gets a free port of the loopback address";
            }
        }
        return "";
    }

    ServerSpec spec() {
        return spec;
    }

    DoipServer server() {
        return server;
    }

    Equipment equipment() {
        return equipment;
    }

    Optional<VirtualClock> clock() {
        return clock;
    }

    Turns turns() {
        return turns;
    }

    DoipTester newTester() {
        return clock.map(of -> DoipTester.of(server, of)).orElseGet(() -> DoipTester.of(server));
    }

    /** As after the start. */
    void reset() {
        equipment.clear();
        server.reset();
        // Of what happened in between nothing matters either
        equipment.clear();
    }

    /** What the server swallowed since this was asked last. */
    Optional<AssertionError> swallowed() {
        Optional<AssertionError> found = equipment.swallowed().take();
        return spec.failOnServerError() ? found : Optional.empty();
    }

    /** Waits until what was sent is in the trace: that is done after it was sent. */
    void awaitQuiet() {
        threads.awaitQuiet(LONGEST_QUIET_WAIT);
    }

    /** A method that keeps the event loop from working, if there is one. */
    Optional<ThreadState> blockedIn() {
        for (Thread loop : threads.loops()) {
            ThreadState first = new ThreadState(loop);
            Optional<StackTraceElement> method = first.guest().filter(RunningServer::isOfOthers);
            if (method.isPresent() && staysIn(loop, method.get())) {
                return Optional.of(first);
            }
        }
        return Optional.empty();
    }

    /** The event loop that closes a server under virtual time waits for the other one. */
    private static boolean isOfOthers(StackTraceElement method) {
        return !method.getClassName().equals(RunningServer.class.getName());
    }

    private static boolean staysIn(Thread loop, StackTraceElement method) {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new ThreadState(loop).guest().equals(Optional.of(method));
    }

    /** Closes the server in bounded time; returns what went wrong then. No effect the second time. */
    synchronized List<AssertionError> stop() {
        if (stopped) {
            return List.of();
        }
        stopped = true;
        boolean clean = false;
        try {
            List<AssertionError> problems = closeServer().map(List::of).orElseGet(this::leftThreads);
            clean = problems.isEmpty();
            return problems;
        } finally {
            if (clean) {
                parts.giveBack(threads);
            } else {
                threads.close();
            }
        }
    }

    private List<AssertionError> leftThreads() {
        List<Thread> left = threads.awaitEnd(LONGEST_STOP);
        if (left.stream().noneMatch(thread -> new ThreadState(thread).guest().isPresent())) {
            left = threads.awaitEnd(PATIENCE);
        }
        return left.stream()
                .map(thread -> problem(
                        "thread " + thread.getName()
                                + " outlived its DoIP server: what it runs has to end when it is interrupted",
                        new ThreadState(thread)))
                .toList();
    }

    private Optional<AssertionError> closeServer() {
        Future<?> closing = threads.begin(this::closeAll);
        if (ServerThreads.ended(closing, LONGEST_STOP)) {
            return Optional.empty();
        }
        Optional<AssertionError> blocked = blockedIn()
                .map(state -> problem(
                        "the DoIP server does not end: its event loop is held up in "
                                + state.describe()
                                + "; what a listener, interceptor or nonBlocking service does must return at once",
                        state));
        if (blocked.isPresent() || ServerThreads.ended(closing, PATIENCE)) {
            return blocked;
        }
        return Optional.of(problem("the DoIP server does not end", threads.state()));
    }

    private void closeAll() {
        server.close();
        clock.ifPresent(VirtualClock::close);
    }

    private static AssertionError problem(String text, Throwable cause) {
        AssertionError problem = new AssertionError(text, cause);
        problem.setStackTrace(new StackTraceElement[0]);
        return problem;
    }

    @Override
    public void close() {
        List<AssertionError> problems = stop();
        if (!problems.isEmpty()) {
            AssertionError first = problems.get(0);
            problems.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }
}
