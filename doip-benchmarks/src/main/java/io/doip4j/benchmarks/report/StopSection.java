package io.doip4j.benchmarks.report;

import io.doip4j.benchmarks.process.Child;
import io.doip4j.benchmarks.process.Line;
import io.doip4j.benchmarks.subject.StartAndStop;
import io.doip4j.benchmarks.subject.StartAndStop.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Start and stop of one more server in a JVM that has seen many, against opening and closing the same sockets. */
final class StopSection implements Section {
    private static final Goal GOAL = Goal.atMost(3);
    private static final Duration TIME = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "stop";
    }

    @Override
    public void measure(Lab lab, Table table) throws IOException {
        try (Child jvm = Child.java("start and stop", lab.options().jvmFlags(), StartAndStop.class, Line.of("none"))) {
            compare(jvm, lab.options(), table, Subject.SERVER, "start and stop of a server with all services");
            compare(jvm, lab.options(), table, Subject.SERVER_ON_LENT_LOOP, "the same on a lent event loop");
            compare(
                    jvm,
                    lab.options(),
                    table,
                    Subject.SERVER_ON_LENT_LOOP_WITH_SERVICES,
                    "the same on a lent event loop, services discovered before");
        }
    }

    private static void compare(Child jvm, Options options, Table table, Subject subject, String what) {
        List<Double> ratios = new ArrayList<>();
        // The first rounds warm up
        int warmUp = 3;
        for (int i = -warmUp; i < options.pairs(); i++) {
            double ratio = (double) nanos(jvm, subject) / nanos(jvm, Subject.BARE_CHANNELS);
            if (i >= 0) {
                ratios.add(ratio);
            }
        }
        table.row(what + ", against two bare channels", GOAL, Spread.of(ratios));
    }

    private static long nanos(Child jvm, Subject subject) {
        return jvm.ask(Line.of("measure").with("subject", subject), TIME).number("nanos");
    }
}
