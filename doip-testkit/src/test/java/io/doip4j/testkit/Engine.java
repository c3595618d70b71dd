package io.doip4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs fixtures with JUnit inside of a test. */
final class Engine {
    static final Map<String, String> SERIAL = Map.of();
    static final Map<String, String> PARALLEL = Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "8");

    private Engine() {}

    static EngineExecutionResults run(Map<String, String> parameters, Class<?>... fixtures) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(Arrays.stream(fixtures)
                        .map(fixture -> selectClass(fixture))
                        .toArray(org.junit.platform.engine.DiscoverySelector[]::new))
                .configurationParameters(parameters)
                .execute();
    }

    /** All tests of a fixture succeed, one after the other and in parallel. */
    static void succeeds(Class<?> fixture, int tests) {
        succeeds(fixture, SERIAL, tests);
        succeeds(fixture, PARALLEL, tests);
    }

    static void succeeds(Class<?> fixture, Map<String, String> parameters, int tests) {
        EngineExecutionResults results = run(parameters, fixture);
        assertThat(failures(results)).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isEqualTo(tests);
    }

    /** The only failure of a fixture. */
    static AbstractThrowableAssert<?, ? extends Throwable> failure(Class<?> fixture) {
        return assertThat(thrown(fixture));
    }

    static Throwable thrown(Class<?> fixture) {
        List<Throwable> failures = failures(run(SERIAL, fixture));
        assertThat(failures).hasSize(1);
        return failures.get(0);
    }

    static List<Throwable> failures(EngineExecutionResults results) {
        return results.allEvents().finished().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .flatMap(result -> result.getThrowable().stream())
                .toList();
    }
}
