package io.doip4j.benchmarks.report;

import io.doip4j.benchmarks.process.Child;
import io.doip4j.benchmarks.subject.BareStart;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** From the start of a process to its "ready" line: the command {@code doip serve} against a JVM that opens the same sockets. */
final class StartSection implements Section {
    private static final String WHAT = "start of doip serve until it is ready, against a bare JVM";
    private static final Goal GOAL = Goal.atMost(2);
    private static final Goal GOAL_WITH_ARCHIVE = Goal.atMost(1.3);
    /** A start takes less than a second: more of them than of other measurements. */
    private static final int TIMES = 3;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void measure(Lab lab, Table table) throws IOException {
        Path jar = lab.options().doipJar();
        if (!Files.exists(jar)) {
            table.skipped(WHAT, GOAL, "there is no " + jar + "; ./mvnw package makes it, --doip-jar names another one");
            return;
        }
        int runs = TIMES * lab.options().pairs();
        compare(table, WHAT, GOAL, serve(jar, List.of()), runs);
        Path archive = jar.resolveSibling("doip.jsa");
        if (Files.exists(archive)) {
            List<String> shared = List.of("-XX:SharedArchiveFile=" + archive);
            compare(table, "the same with a CDS archive", GOAL_WITH_ARCHIVE, serve(jar, shared), runs);
        } else {
            table.skipped("the same with a CDS archive", GOAL_WITH_ARCHIVE, "there is no " + archive);
        }
    }

    private static List<String> serve(Path jar, List<String> flags) {
        List<String> command = new ArrayList<>(List.of(Child.javaCommand()));
        command.addAll(flags);
        command.addAll(List.of("-jar", jar.toString(), "serve", "--port", "0"));
        return command;
    }

    private static void compare(Table table, String what, Goal goal, List<String> serve, int runs) throws IOException {
        List<String> bare =
                List.of(Child.javaCommand(), "-cp", System.getProperty("java.class.path"), BareStart.class.getName());
        List<Double> ratios = new ArrayList<>();
        List<Double> serveMillis = new ArrayList<>();
        List<Double> bareMillis = new ArrayList<>();
        for (int i = 0; i <= runs; i++) {
            double a = millisToReady(serve);
            double b = millisToReady(bare);
            if (i > 0) {
                ratios.add(a / b);
                serveMillis.add(a);
                bareMillis.add(b);
            }
        }
        table.row(what, goal, Spread.of(ratios));
        table.remark(String.format(
                Locale.ROOT,
                "%s: %.0f ms and %.0f ms",
                what,
                Spread.of(serveMillis).median(),
                Spread.of(bareMillis).median()));
    }

    private static double millisToReady(List<String> command) throws IOException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            long end = System.nanoTime();
            if (line == null || !line.startsWith("ready ")) {
                throw new IOException(String.join(" ", command) + " does not get ready");
            }
            return (end - start) / 1e6;
        } finally {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
