package io.doip4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

class LogTest {
    @ParameterizedTest
    @CsvSource({
        "2026-07-01T12:34:56.789Z, WARN, 2026-07-01T12:34:56.789Z WARN  Sockets: text",
        "2026-01-01T00:00:00.007Z, ERROR, 2026-01-01T00:00:00.007Z ERROR Sockets: text",
        "2026-12-31T23:59:59.099Z, DEBUG, 2026-12-31T23:59:59.099Z DEBUG Sockets: text",
        "1969-12-31T01:02:03Z, INFO, 1969-12-31T01:02:03.000Z INFO  Sockets: text",
    })
    void aLineHasTimeLevelAndShortName(Instant time, Level level, String line) {
        assertThat(LogLine.of(time.toEpochMilli(), level, "io.doip4j.server.internal.net.Sockets", "text", null))
                .isEqualTo(line + System.lineSeparator());
    }

    @Test
    void everyDayHasItsDate() {
        LocalDate end = LocalDate.of(2105, 1, 1);
        for (LocalDate day = LocalDate.of(1965, 1, 1); day.isBefore(end); day = day.plusDays(1)) {
            long midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
            assertThat(LogLine.of(midnight, Level.INFO, "a.B", "text", null)).startsWith(day + "T00:00:00.000Z ");
        }
    }

    @Test
    void aNameWithoutPackageIsShownInFull() {
        assertThat(LogLine.of(0, Level.INFO, "plugin", "text", null)).contains(" INFO  plugin: text");
    }

    @Test
    void theStackFollowsTheLine() {
        Throwable thrown = new IllegalStateException("why", new ArithmeticException("deeper"));
        assertThat(LogLine.of(0, Level.WARN, "a.B", "text", thrown).lines())
                .element(1)
                .isEqualTo("java.lang.IllegalStateException: why");
        assertThat(LogLine.of(0, Level.WARN, "a.B", "text", thrown))
                .contains("\tat " + LogTest.class.getName(), "Caused by: java.lang.ArithmeticException: deeper");
    }

    @Test
    void theFrameworkIsHeardFromInfoOnOthersFromWarnOn() {
        LogLevels levels = new LogLevels();
        assertThat(levels.getLogger("io.doip4j.server.DoipServer").isInfoEnabled())
                .isTrue();
        assertThat(levels.getLogger("io.doip4j.server.DoipServer").isDebugEnabled())
                .isFalse();
        assertThat(levels.getLogger("com.example.Plugin").isWarnEnabled()).isTrue();
        assertThat(levels.getLogger("com.example.Plugin").isInfoEnabled()).isFalse();
    }

    @Test
    void verboseIsAboutTheFrameworkAloneAndLoggersThatAreThere() {
        LogLevels levels = new LogLevels();
        var ours = levels.getLogger("io.doip4j.server.DoipServer");
        levels.verbose();
        assertThat(ours.isDebugEnabled()).isTrue();
        assertThat(ours.isTraceEnabled()).isFalse();
        assertThat(levels.getLogger("com.example.Plugin").isInfoEnabled()).isFalse();
    }

    @Test
    void aNameHasOneLogger() {
        LogLevels levels = new LogLevels();
        assertThat(levels.getLogger("a.B")).isSameAs(levels.getLogger("a.B"));
    }
}
