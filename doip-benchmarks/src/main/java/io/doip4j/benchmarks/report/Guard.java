package io.doip4j.benchmarks.report;

import io.doip4j.benchmarks.load.LoadMode;
import io.doip4j.benchmarks.load.LoadPlan;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;

/**
 * A short measurement that fails if the server has become slower, compared with the yardstick in the same minute, or allocates
 * more. Exit code 1 if so, 2 for wrong options.
 */
public final class Guard {
    private static final int WORSE = 1;
    private static final int WRONG_OPTION = 2;
    private static final String LIMITS = "--limits";
    private static final String USUAL_LIMITS = "doip-benchmarks/limits.properties";
    private static final int ALLOCATION_RUNS = 3;
    private static final int AGAIN = 7;

    private final Lab lab;
    private final Properties limits;

    private Guard(Lab lab, Properties limits) {
        this.lab = lab;
        this.limits = limits;
    }

    /**
     * Measures and judges.
     *
     * @param args {@code --limits FILE} and the options of {@link Report} that are about servers
     * @throws IOException if a process cannot be started
     */
    public static void main(String... args) throws IOException {
        List<String> others = new ArrayList<>(List.of(args));
        Options options;
        Properties limits;
        try {
            limits = read(Path.of(limitsFile(others)));
            options = Options.parse(Options.Effort.SHORT, List.of(), others.toArray(String[]::new));
        } catch (IllegalArgumentException | IOException e) {
            System.err.println("benchmark guard: " + e);
            System.exit(WRONG_OPTION);
            return;
        }
        List<Verdict> verdicts;
        try (Lab lab = new Lab(options)) {
            verdicts = new Guard(lab, limits).all();
        }
        verdicts.forEach(System.out::println);
        long failed = verdicts.stream().filter(verdict -> !verdict.passed()).count();
        System.out.println("benchmark guard: " + (verdicts.size() - failed) + " passed, " + failed + " failed");
        if (failed > 0) {
            System.exit(WORSE);
        }
    }

    private static String limitsFile(List<String> args) {
        int at = args.indexOf(LIMITS);
        if (at < 0) {
            return USUAL_LIMITS;
        }
        if (at + 1 == args.size()) {
            throw new IllegalArgumentException(LIMITS + " needs a file");
        }
        args.remove(at);
        return args.remove(at);
    }

    static Properties read(Path file) throws IOException {
        Properties limits = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            limits.load(in);
        }
        return limits;
    }

    /** The names are those in the file of limits. */
    private List<Verdict> all() throws IOException {
        return List.of(
                verdict("allocated-bytes-per-request", this::allocation, ALLOCATION_RUNS),
                ratio("cpu-ratio-8-connections", LoadMode.REQUEST, plan -> plan.with(8, 1)),
                ratio("cpu-ratio-8-connections-depth-8", LoadMode.REQUEST, plan -> plan.with(8, 8)),
                ratio("cpu-ratio-connect", LoadMode.CONNECT, Comparison::connecting));
    }

    private Verdict ratio(String name, LoadMode mode, UnaryOperator<LoadPlan> plan) throws IOException {
        return verdict(
                name,
                times -> Figure.CPU.each(lab.pairs(lab.server(), lab.yardstick(), mode, plan, times)),
                lab.options().pairs());
    }

    private List<Double> allocation(int times) throws IOException {
        return AllocationSection.bytesPerRequest(lab, lab.server(), times);
    }

    private Verdict verdict(String name, Verdict.Measurement measurement, int times) throws IOException {
        lab.options().progress(name);
        return Verdict.of(Limit.of(limits, name), measurement, times, AGAIN);
    }
}
