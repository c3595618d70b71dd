package io.doip4j.benchmarks.report;

import io.doip4j.benchmarks.load.LoadMode;
import io.doip4j.benchmarks.load.LoadPlan;
import io.doip4j.benchmarks.process.Child;

/**
 * A server that can be loaded.
 *
 * @param process its process, or the one that looks after it
 * @param port where it listens
 * @param pid whose CPU time counts
 */
record Target(Child process, int port, long pid) {
    static Target of(Child process) {
        return new Target(
                process,
                Math.toIntExact(process.ready().number("port")),
                process.ready().number("pid", process.pid()));
    }

    LoadPlan plan(LoadMode mode) {
        return LoadPlan.of(mode, port, pid);
    }
}
