package io.doip4j.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void isMarkdown() {
        Table table = new Table();
        table.row("CPU", Goal.atMost(1.3), Spread.of(List.of(1.254, 1.1, 1.6)));
        table.row("rate", Goal.atLeast(0.85), Spread.of(List.of(0.8)));
        table.row("allocated", Goal.atMost(512).in("bytes"), Spread.of(List.of(459.4)));
        table.row("noise", null, Spread.of(List.of(1.0)));
        table.skipped("memory", Goal.atMost(2).in("KiB"), "only Linux tells");

        assertThat(table).hasToString("""
                        | What | goal | median | least .. most | runs | met |
                        |---|---|---|---|---|---|
                        | CPU | ≤ 1.3 | 1.25 | 1.10 .. 1.60 | 3 | yes |
                        | rate | ≥ 0.85 | 0.80 | 0.80 .. 0.80 | 1 | no |
                        | allocated | ≤ 512 bytes | 459 bytes | 459 .. 459 | 1 | yes |
                        | noise |  | 1.00 | 1.00 .. 1.00 | 1 |  |
                        | memory | ≤ 2 KiB | - | - | 0 | skipped |

                        - memory: only Linux tells
                        """);
    }
}
