package io.doip4j.benchmarks.report;

import io.doip4j.benchmarks.process.Child;
import io.doip4j.benchmarks.process.Line;
import io.doip4j.benchmarks.process.ProcessFigures;
import io.doip4j.benchmarks.subject.Vehicles;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Ten thousand vehicles in one process: each has an address of its own, is discovered and answers a request. */
final class VehiclesSection implements Section {
    private static final int COUNT = 10_000;
    private static final int SOCKETS_EACH = 2;
    private static final Goal GOAL = Goal.atMost(512).in("MiB");
    private static final List<String> HEAP = List.of("-Xmx320m");
    private static final Duration TIME = Duration.ofMinutes(5);
    private static final double MIB = 1 << 20;

    @Override
    public String name() {
        return "vehicles";
    }

    @Override
    public void measure(Lab lab, Table table) throws IOException {
        String what = String.format("resident memory with %,d vehicles in one process", COUNT);
        int count = (int) Math.min(COUNT, (OpenFiles.limit() - OpenFiles.RESERVE) / SOCKETS_EACH);
        if (count < COUNT) {
            table.skipped(what, GOAL, OpenFiles.tooFew((long) COUNT * SOCKETS_EACH + OpenFiles.RESERVE));
            what = String.format("the same with %,d", count);
        }
        List<String> flags =
                lab.options().jvmFlags().isEmpty() ? HEAP : lab.options().jvmFlags();
        try (Child vehicles = Child.java(
                "vehicles", flags, Vehicles.class, Line.of("vehicles").with("count", count))) {
            long answered = vehicles.ask(Line.of("visit"), TIME).number("answered");
            if (answered != count) {
                throw new IOException("only " + answered + " of " + count + " vehicles answered");
            }
            OptionalLong resident = ProcessFigures.residentBytes(vehicles.pid());
            if (resident.isEmpty()) {
                table.skipped(what, GOAL, "only Linux tells (/proc/PID/status)");
                return;
            }
            table.row(what, GOAL, Spread.of(List.of(resident.getAsLong() / MIB)));
            table.remark(
                    String.format("%s: JVM flags %s, all discovered and answering", what, String.join(" ", flags)));
        }
    }
}
