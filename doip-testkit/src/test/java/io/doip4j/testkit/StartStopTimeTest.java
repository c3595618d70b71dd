package io.doip4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.vehicle.DemoVehicle;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A server per test is only right if it costs next to nothing. */
class StartStopTimeTest {
    private static final int ROUNDS = 200;
    private static final Duration LONGEST_MEDIAN = Duration.ofMillis(50);

    @Test
    void startsAndStopsInNoTime() {
        ServerSpec spec =
                new ServerSpec("server", DemoVehicle.create()::server, List.of(), TraceMode.ON_FAILURE, true, false);
        long[] nanos = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            RunningServer.start(spec, builder -> {}, "a test").close();
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "start and stop of a server: median %d us, slowest of %d: %d us%n",
                TimeUnit.NANOSECONDS.toMicros(nanos[ROUNDS / 2]),
                ROUNDS,
                TimeUnit.NANOSECONDS.toMicros(nanos[ROUNDS - 1]));
        assertThat(Duration.ofNanos(nanos[ROUNDS / 2])).isLessThan(LONGEST_MEDIAN);
    }
}
