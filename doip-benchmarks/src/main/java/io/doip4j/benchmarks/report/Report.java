package io.doip4j.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Measures the complete server and prints a Markdown table. Exit code 2 for wrong options. */
public final class Report {
    private static final int WRONG_OPTION = 2;

    private Report() {}

    static List<Section> sections() {
        List<Section> all = new ArrayList<>();
        all.add(new NoiseSection());
        all.addAll(Comparison.all());
        all.add(new AllocationSection());
        all.add(new MemorySection());
        all.addAll(GrowthSection.all());
        all.add(new StartSection());
        all.add(new StopSection());
        all.add(new VehiclesSection());
        return all;
    }

    private static List<String> names() {
        return sections().stream().map(Section::name).distinct().toList();
    }

    /**
     * Measures.
     *
     * @param args see {@code --help}
     * @throws IOException if a process cannot be started
     */
    public static void main(String... args) throws IOException {
        if (List.of(args).contains("--help")) {
            System.out.printf(Options.USAGE, String.join(", ", names()));
            return;
        }
        Options options;
        try {
            options = Options.parse(Options.Effort.FULL, names(), args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.printf(Options.USAGE, String.join(", ", names()));
            System.exit(WRONG_OPTION);
            return;
        }
        System.out.print(measure(options));
    }

    private static Table measure(Options options) throws IOException {
        Table table = new Table();
        try (Lab lab = new Lab(options)) {
            for (Section section : sections()) {
                if (options.wants(section)) {
                    options.progress(section.name());
                    measure(section, lab, table);
                }
            }
        }
        return table;
    }

    /** What cannot be measured here does not keep the rest from being measured. */
    private static void measure(Section section, Lab lab, Table table) {
        try {
            section.measure(lab, table);
        } catch (IOException | UncheckedIOException e) {
            table.skipped(section.name(), null, String.valueOf(e.getMessage()));
        }
    }
}
