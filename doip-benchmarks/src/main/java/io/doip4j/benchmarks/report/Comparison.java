package io.doip4j.benchmarks.report;

import io.doip4j.benchmarks.load.LoadMode;
import io.doip4j.benchmarks.load.LoadPlan;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A row in which the complete server and the yardstick have the same load.
 *
 * @param name of the section
 * @param what is measured
 * @param goal for the ratio
 * @param figure what is compared
 * @param mode of the load
 * @param plan of the load
 */
record Comparison(String name, String what, Goal goal, Figure figure, LoadMode mode, UnaryOperator<LoadPlan> plan)
        implements Section {
    private static final int MIB = 1 << 20;
    /** Each has tens of thousands of ports: those of closed connections are not free for a minute. */
    private static final int SOURCES =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux") ? 64 : 0;

    static List<Section> all() {
        return List.of(
                cpu(1, 1, 1.5),
                cpu(8, 1, 1.3),
                cpu(64, 1, 1.3),
                cpu(512, 1, 1.3),
                cpu(2000, 1, 1.3),
                cpu(1, 8, 1.3),
                cpu(8, 8, 1.3),
                new Comparison(
                        "latency",
                        "half of all answers within, 1 connection",
                        Goal.atMost(1.4),
                        Figure.MEDIAN,
                        LoadMode.REQUEST,
                        plan -> plan),
                new Comparison(
                        "connect",
                        "connect, activate, close: per second",
                        Goal.atLeast(0.85),
                        Figure.RATE,
                        LoadMode.CONNECT,
                        Comparison::connecting),
                new Comparison(
                        "connect",
                        "connect, activate, close: server CPU each",
                        Goal.atMost(1.3),
                        Figure.CPU,
                        LoadMode.CONNECT,
                        Comparison::connecting),
                new Comparison(
                        "udp",
                        "vehicle identifications per second",
                        Goal.atLeast(0.7),
                        Figure.RATE,
                        LoadMode.UDP,
                        plan -> plan.with(8, 8)),
                bulk(1, 0.4),
                bulk(8, 0.7));
    }

    private static Section cpu(int connections, int depth, double goal) {
        String what = "server CPU per request, " + connections + (connections == 1 ? " connection" : " connections")
                + (depth == 1 ? "" : ", " + depth + " under way on each");
        return new Comparison(
                "cpu", what, Goal.atMost(goal), Figure.CPU, LoadMode.REQUEST, plan -> plan.with(connections, depth));
    }

    private static Section bulk(int connections, double goal) {
        return new Comparison(
                "bulk",
                "messages of 1 MiB, " + connections + (connections == 1 ? " connection" : " connections")
                        + ": bytes per second",
                Goal.atLeast(goal),
                Figure.BYTES,
                LoadMode.REQUEST,
                plan -> plan.with(connections, 1).withUserData(MIB));
    }

    static LoadPlan connecting(LoadPlan plan) {
        return plan.with(8, 1).withSources(SOURCES);
    }

    @Override
    public void measure(Lab lab, Table table) throws IOException {
        table.row(
                what,
                goal,
                figure.ratios(lab.pairs(
                        lab.server(), lab.yardstick(), mode, plan, lab.options().pairs())));
    }
}
