package io.doip4j.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static final List<String> SECTIONS = List.of("cpu", "udp");

    private static Options parse(String... args) {
        return Options.parse(Options.Effort.FULL, SECTIONS, args);
    }

    @Test
    void withoutAnyAllIsMeasuredAtLength() {
        Options options = parse();

        assertThat(options.only()).isEmpty();
        assertThat(options.effort()).isEqualTo(Options.Effort.FULL);
        assertThat(options.yardstickCommand()).isEmpty();
    }

    @Test
    void areTaken() {
        Options options = parse(
                "--pairs",
                "9",
                "--quick",
                "--only",
                "udp",
                "--jvm",
                "-Xmx256m -XX:+UseSerialGC",
                "--yardstick-command",
                "/opt/epoll {port}",
                "--server",
                "burn=5 waste=64");

        assertThat(options.effort()).isEqualTo(Options.Effort.QUICK.withPairs(9));
        assertThat(options.only()).containsExactly("udp");
        assertThat(options.jvmFlags()).containsExactly("-Xmx256m", "-XX:+UseSerialGC");
        assertThat(options.yardstickCommand()).isEqualTo("/opt/epoll {port}");
        assertThat(options.serverOptions().number("burn")).isEqualTo(5);
    }

    @Test
    void areRefusedWithAReason() {
        assertThatThrownBy(() -> parse("--only", "tcp")).hasMessage("there is no section tcp; sections: cpu, udp");
        assertThatThrownBy(() -> parse("--only")).hasMessage("--only needs a value");
        assertThatThrownBy(() -> parse("--fast")).hasMessage("unknown option --fast");
        assertThatThrownBy(() -> parse("--pairs", "0")).hasMessage("number of pairs is 0, must be 1 or more");
    }
}
