package io.doip4j.benchmarks.report;

import io.doip4j.benchmarks.load.LoadMode;
import io.doip4j.benchmarks.load.LoadResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Bytes that the server allocates for a request, end to end. */
final class AllocationSection implements Section {
    @Override
    public String name() {
        return "allocation";
    }

    @Override
    public void measure(Lab lab, Table table) throws IOException {
        // A new process: what the compiler makes of the code depends on what it has seen before
        Target server = lab.warm(lab.newServer(lab.options().serverOptions()));
        table.row(
                "allocated per request, 8 connections",
                Goal.atMost(512).in("bytes"),
                Spread.of(bytesPerRequest(lab, server, lab.options().pairs())));
        lab.end(server);
    }

    static List<Double> bytesPerRequest(Lab lab, Target server, int runs) {
        List<Double> each = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            long before = allocated(server);
            LoadResult result = lab.load(server.plan(LoadMode.REQUEST)
                    .with(8, 1)
                    .lasting(lab.options().settling(), lab.options().time()));
            each.add((double) (allocated(server) - before) / result.all());
        }
        return each;
    }

    private static long allocated(Target server) {
        return server.process().ask("allocated").number("bytes");
    }
}
