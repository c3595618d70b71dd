package io.doip4j.benchmarks.report;

import io.doip4j.benchmarks.load.LoadClient;
import io.doip4j.benchmarks.load.LoadMode;
import io.doip4j.benchmarks.load.LoadPlan;
import io.doip4j.benchmarks.load.LoadResult;
import io.doip4j.benchmarks.process.Child;
import io.doip4j.benchmarks.process.Line;
import io.doip4j.benchmarks.subject.CompleteServer;
import io.doip4j.benchmarks.subject.ForeignProgram;
import io.doip4j.benchmarks.subject.Yardstick;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The processes of a measurement: a load client, and servers that are started when they are needed first, are warmed up, and
 * live until the lab is closed.
 */
final class Lab implements AutoCloseable {
    private static final Line NO_OPTIONS = Line.of("server");

    private final Options options;
    private final Deque<Child> children = new ArrayDeque<>();
    private final Child client;
    private @Nullable Target server;
    private @Nullable Target yardstick;

    Lab(Options options) throws IOException {
        this.options = options;
        this.client = started(Child.java("load client", List.of(), LoadClient.class, NO_OPTIONS));
    }

    private Child started(Child child) {
        children.push(child);
        return child;
    }

    Options options() {
        return options;
    }

    /** The complete server. */
    Target server() throws IOException {
        Target there = server;
        if (there == null) {
            there = warm(newServer(options.serverOptions()));
            server = there;
        }
        return there;
    }

    /** What it is compared with. */
    Target yardstick() throws IOException {
        Target there = yardstick;
        if (there == null) {
            there = warm(newYardstick());
            yardstick = there;
        }
        return there;
    }

    /** Another complete server, not warmed up. */
    Target newServer(Line serverOptions) throws IOException {
        return newServer(options.jvmFlags(), serverOptions);
    }

    /** Another complete server in a JVM with these flags, not warmed up. */
    Target newServer(List<String> jvmFlags, Line serverOptions) throws IOException {
        return Target.of(started(Child.java("server", jvmFlags, CompleteServer.class, serverOptions)));
    }

    /** Another yardstick, not warmed up. */
    Target newYardstick() throws IOException {
        String command = options.yardstickCommand();
        Child child = command.isEmpty()
                ? Child.java("yardstick", List.of(), Yardstick.class, NO_OPTIONS)
                : Child.java(
                        "yardstick",
                        List.of(),
                        ForeignProgram.class,
                        Line.of("program").with("command", command));
        return Target.of(started(child));
    }

    /** Loads a server until its code is compiled. */
    Target warm(Target target) throws IOException {
        options.progress("warms up");
        for (int depth : new int[] {1, 8}) {
            load(target.plan(LoadMode.REQUEST)
                    .with(8, depth)
                    .lasting(Duration.ZERO, options.warmUp().dividedBy(2)));
        }
        return target;
    }

    LoadResult load(LoadPlan plan) {
        return LoadResult.of(client.ask(plan.toLine(), plan.warmUp().plus(plan.time())));
    }

    /** Opens idle connections to a server; they stay until {@link #release}. */
    void hold(Target target, int connections) {
        client.ask(target.plan(LoadMode.IDLE).with(connections, 1).toLine(), Duration.ofMinutes(1));
    }

    void release() {
        client.ask("release");
    }

    /** Loads two servers in turn with the same plan, once more than it counts. */
    List<Pair> pairs(Target a, Target b, LoadMode mode, UnaryOperator<LoadPlan> plan, int count) {
        return pairs(a, plan, b, plan, mode, count);
    }

    /** Loads two servers in turn, each with a plan of its own, once more than it counts. */
    List<Pair> pairs(
            Target a,
            UnaryOperator<LoadPlan> planOfA,
            Target b,
            UnaryOperator<LoadPlan> planOfB,
            LoadMode mode,
            int count) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            Pair pair = new Pair(load(planOfA.apply(timed(a.plan(mode)))), load(planOfB.apply(timed(b.plan(mode)))));
            if (i > 0) {
                pairs.add(pair);
            }
        }
        return pairs;
    }

    private LoadPlan timed(LoadPlan plan) {
        return plan.lasting(options.settling(), options.time());
    }

    /**
     * The results of two servers, one right after the other.
     *
     * @param a of the server
     * @param b of what it is compared with
     */
    record Pair(LoadResult a, LoadResult b) {}

    @Override
    public void close() {
        children.forEach(Child::close);
    }

    /** Ends a server that is not needed any more. */
    void end(Target target) {
        children.remove(target.process());
        target.process().close();
    }
}
