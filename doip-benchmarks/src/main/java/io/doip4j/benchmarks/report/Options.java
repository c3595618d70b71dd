package io.doip4j.benchmarks.report;

import io.doip4j.benchmarks.process.Line;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The options of the command line.
 *
 * @param effort how long is measured
 * @param only sections to measure; none is all
 * @param jvmFlags of the server that is measured
 * @param yardstickCommand a program to compare with, with {@code {port}} in it; empty for the yardstick of this project
 * @param serverOptions of the complete server
 * @param doipJar the program whose start is measured
 */
record Options(
        Effort effort,
        Set<String> only,
        List<String> jvmFlags,
        String yardstickCommand,
        Line serverOptions,
        Path doipJar) {
    static final String USAGE = """
            Options:
              --quick                      shorter and fewer measurements
              --pairs N                    measurements of each row
              --only SECTION               may be given several times; sections: %s
              --jvm "FLAGS"                flags of the JVM of the measured server, such as "-Xmx256m"
              --yardstick-command "CMD"    another program to compare with, {port} in it is replaced
              --server "NAME=VALUE .."     options of the measured server: burn, waste, ecus, dids, stubs
              --doip-jar FILE              program whose start is measured, by default doip-cli/target/doip.jar
            """;

    /**
     * How much time a measurement takes.
     *
     * @param warmUp load before a server counts as warmed up
     * @param settling load before each measurement
     * @param time each measurement
     * @param pairs measurements of a row
     * @param processes new processes, where a row needs them
     */
    record Effort(Duration warmUp, Duration settling, Duration time, int pairs, int processes) {
        static final Effort FULL =
                new Effort(Duration.ofSeconds(10), Duration.ofMillis(300), Duration.ofSeconds(2), 7, 3);
        static final Effort QUICK =
                new Effort(Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofMillis(800), 3, 1);

        /** For a guard: a minute and a half at most, also if all is measured twice. */
        static final Effort SHORT =
                new Effort(Duration.ofSeconds(5), Duration.ofMillis(150), Duration.ofMillis(700), 5, 1);

        Effort withPairs(int number) {
            return new Effort(warmUp, settling, time, number, processes);
        }
    }

    /** Reads the command line; what is wrong with it is in the message. */
    static Options parse(Effort usual, List<String> sections, String... args) {
        Effort effort = usual;
        int pairs = 0;
        Set<String> only = new LinkedHashSet<>();
        List<String> jvm = new ArrayList<>();
        String yardstick = "";
        String server = "";
        String jar = "doip-cli/target/doip.jar";
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--quick" -> effort = Effort.QUICK;
                case "--pairs" -> pairs = positive(value(args, i++));
                case "--only" -> only.add(known(sections, value(args, i++)));
                case "--jvm" -> jvm.addAll(List.of(value(args, i++).strip().split(" +", -1)));
                case "--yardstick-command" -> yardstick = value(args, i++);
                case "--server" -> server = value(args, i++);
                case "--doip-jar" -> jar = value(args, i++);
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
        return new Options(
                pairs == 0 ? effort : effort.withPairs(pairs),
                only,
                jvm,
                yardstick,
                Line.parse("server " + server),
                Path.of(jar));
    }

    private static String value(String[] args, int option) {
        if (option + 1 == args.length) {
            throw new IllegalArgumentException(args[option] + " needs a value");
        }
        return args[option + 1];
    }

    private static int positive(String text) {
        int number = Integer.parseInt(text);
        if (number < 1) {
            throw new IllegalArgumentException("number of pairs is " + number + ", must be 1 or more");
        }
        return number;
    }

    private static String known(List<String> sections, String name) {
        if (!sections.contains(name)) {
            throw new IllegalArgumentException(
                    "there is no section " + name + "; sections: " + String.join(", ", sections));
        }
        return name;
    }

    boolean wants(Section section) {
        return only.isEmpty() || only.contains(section.name());
    }

    Duration warmUp() {
        return effort.warmUp();
    }

    Duration settling() {
        return effort.settling();
    }

    Duration time() {
        return effort.time();
    }

    int pairs() {
        return effort.pairs();
    }

    int processes() {
        return effort.processes();
    }

    /** Says what is going on, where it does not get into the table. */
    void progress(String what) {
        System.err.println(".. " + what);
    }
}
