package io.doip4j.benchmarks.report;

import io.doip4j.benchmarks.load.LoadMode;
import java.io.IOException;

/** The yardstick against another process of the same: what differs from 1 here means nothing in the other rows either. */
final class NoiseSection implements Section {
    @Override
    public String name() {
        return "noise";
    }

    @Override
    public void measure(Lab lab, Table table) throws IOException {
        Target twin = lab.warm(lab.newYardstick());
        table.row(
                "noise: the yardstick against itself, CPU per request, 8 connections",
                null,
                Figure.CPU.ratios(lab.pairs(
                        twin,
                        lab.yardstick(),
                        LoadMode.REQUEST,
                        plan -> plan.with(8, 1),
                        lab.options().pairs())));
        lab.end(twin);
    }
}
