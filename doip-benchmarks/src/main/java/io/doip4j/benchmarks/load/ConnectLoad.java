package io.doip4j.benchmarks.load;

import java.io.IOException;

/** Connections that are closed as soon as they are activated, and opened again. */
final class ConnectLoad extends TesterLoad {
    ConnectLoad(LoadPlan plan) throws IOException {
        super(plan);
    }

    @Override
    void open() {}

    @Override
    void begin() throws IOException {
        for (Tester tester : testers) {
            tester.open();
        }
    }

    @Override
    void activated(Tester tester, long nanos) throws IOException {
        done(nanos);
        tester.close();
    }

    @Override
    void ended(Tester tester) throws IOException {
        tester.open();
    }
}
