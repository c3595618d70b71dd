package io.doip4j.benchmarks.load;

import java.io.IOException;

/** Connections with requests, or without any: those stay as they are until the load is closed. */
final class RequestLoad extends TesterLoad {
    private int active;

    RequestLoad(LoadPlan plan) throws IOException {
        super(plan);
    }

    @Override
    void open() throws IOException {
        openAll(() -> active);
    }

    @Override
    void begin() throws IOException {
        for (Tester tester : testers) {
            tester.request(plan.depth());
        }
    }

    @Override
    void activated(Tester tester, long nanos) {
        active++;
    }
}
