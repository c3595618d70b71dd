package io.doip4j.benchmarks.report;

import io.doip4j.benchmarks.load.LoadMode;
import io.doip4j.benchmarks.process.Line;
import io.doip4j.benchmarks.process.ProcessFigures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Memory of a server for connections that are activated and idle: live objects and what is outside of the heap. */
final class MemorySection implements Section {
    private static final int CONNECTIONS = 5_000;
    /** Else the heap would grow and shrink as it likes, by more than what is looked for. */
    private static final List<String> HEAP = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

    private static final String WHAT = "memory per idle connection, at 5,000";
    private static final Goal GOAL = Goal.atMost(2).in("KiB");

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public void measure(Lab lab, Table table) throws IOException {
        long files = OpenFiles.limit();
        if (files < CONNECTIONS + OpenFiles.RESERVE) {
            table.skipped(WHAT, GOAL, OpenFiles.tooFew(CONNECTIONS + OpenFiles.RESERVE));
            return;
        }
        List<Double> each = new ArrayList<>();
        for (int i = 0; i < lab.options().processes(); i++) {
            // A new process each time: memory that was needed once is not given back
            Target server = lab.newServer(HEAP, Line.of("server"));
            OptionalLong grown = grown(lab, server);
            lab.end(server);
            if (grown.isEmpty()) {
                table.skipped(WHAT, GOAL, "only Linux tells (/proc/PID/status)");
                return;
            }
            each.add(grown.getAsLong() / 1024.0 / CONNECTIONS);
        }
        table.row(WHAT, GOAL, Spread.of(each));
    }

    private static OptionalLong grown(Lab lab, Target server) throws IOException {
        lab.warm(server);
        lab.load(server.plan(LoadMode.REQUEST).with(64, 1));
        OptionalLong before = memory(server);
        if (before.isEmpty()) {
            return before;
        }
        lab.hold(server, CONNECTIONS);
        OptionalLong after = memory(server);
        lab.release();
        return OptionalLong.of(after.orElseThrow() - before.getAsLong());
    }

    /** The whole heap is resident from the beginning: what is used of it, and what is resident besides, makes the sum. */
    private static OptionalLong memory(Target server) {
        long used = server.process().ask("gc").number("used");
        OptionalLong resident = ProcessFigures.residentBytes(server.pid());
        return resident.isEmpty() ? resident : OptionalLong.of(resident.getAsLong() + used);
    }
}
