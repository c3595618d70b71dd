package io.doip4j.benchmarks.report;

import io.doip4j.benchmarks.load.LoadMode;
import io.doip4j.benchmarks.load.LoadPlan;
import io.doip4j.benchmarks.process.Line;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a request costs where there is much of something, against what it costs where there is little. */
final class GrowthSection implements Section {
    private static final Goal FLAT = Goal.atMost(1.15);

    private final Measurement measurement;

    private GrowthSection(Measurement measurement) {
        this.measurement = measurement;
    }

    private interface Measurement {
        void measure(Lab lab, Table table) throws IOException;
    }

    static List<Section> all() {
        return List.of(
                new GrowthSection(GrowthSection::connections),
                new GrowthSection((lab, table) -> compare(lab, table, "ecus", 1, 1000, plan -> plan.withTargets(1000))),
                new GrowthSection((lab, table) -> compare(lab, table, "dids", 10, 100_000, plan -> plan)),
                new GrowthSection((lab, table) -> compare(lab, table, "stubs", 10, 100_000, plan -> plan)));
    }

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public void measure(Lab lab, Table table) throws IOException {
        measurement.measure(lab, table);
    }

    private static void connections(Lab lab, Table table) throws IOException {
        Target server = lab.server();
        table.row("growth: CPU per request with 2,000 connections against 8", FLAT, growth(lab, server));
        Target yardstick = lab.yardstick();
        table.row("the same of the yardstick", null, growth(lab, yardstick));
    }

    private static Spread growth(Lab lab, Target target) {
        return Figure.CPU.ratios(lab.pairs(
                target,
                plan -> plan.with(2000, 1),
                target,
                plan -> plan.with(8, 1),
                LoadMode.REQUEST,
                lab.options().pairs()));
    }

    private static void compare(
            Lab lab, Table table, String what, int few, int many, UnaryOperator<LoadPlan> planOfMany)
            throws IOException {
        Target small = lab.warm(lab.newServer(Line.of("server").with(what, few)));
        Target large = lab.warm(lab.newServer(Line.of("server").with(what, many)));
        table.row(
                String.format("growth: CPU per request with %,d %s against %d", many, name(what), few),
                FLAT,
                Figure.CPU.ratios(lab.pairs(
                        large,
                        plan -> planOfMany.apply(plan.with(64, 1)),
                        small,
                        plan -> plan.with(64, 1),
                        LoadMode.REQUEST,
                        lab.options().pairs())));
        lab.end(large);
        lab.end(small);
    }

    private static String name(String option) {
        return switch (option) {
            case "ecus" -> "ECUs";
            case "dids" -> "data identifiers";
            default -> option;
        };
    }
}
