package io.doip4j.benchmarks.report;

import java.io.IOException;

/** A part of the report that can be asked for alone. */
interface Section {
    /** What {@code --only} names it by. */
    String name();

    /** Measures, and adds rows to the table. */
    void measure(Lab lab, Table table) throws IOException;
}
