package io.doip4j.server.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.server.internal.testing.ManualTime;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncerTest {
    private static final Announcer.Schedule STANDARD =
            new Announcer.Schedule(Duration.ofMillis(500), 3, Duration.ofMillis(500));

    private final ManualTime time = new ManualTime();
    private final List<Long> sent = new ArrayList<>();
    private final List<Long> done = new ArrayList<>();

    private void announce(Announcer.Schedule schedule, long seed) {
        new Announcer(time.timers())
                .announce(
                        schedule,
                        new Random(seed),
                        () -> sent.add(time.timers().now()),
                        () -> done.add(time.timers().now()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @Tag("T1")
    void threeAnnouncementsHalfASecondApartAfterARandomWait(long seed) {
        long start = time.timers().now();
        announce(STANDARD, seed);
        assertThat(sent).isEmpty();
        time.advance(Duration.ofMinutes(1));

        assertThat(sent).hasSize(3);
        assertThat(sent.get(0) - start).isBetween(0L, Duration.ofMillis(500).toNanos());
        assertThat(sent.get(1) - sent.get(0)).isEqualTo(Duration.ofMillis(500).toNanos());
        assertThat(sent.get(2) - sent.get(1)).isEqualTo(Duration.ofMillis(500).toNanos());
        assertThat(done).containsExactly(sent.get(2));
        assertThat(time.timers().size()).isZero();
    }

    @Test
    @Tag("T2")
    void waitIsSpreadOverTheWholeTime() {
        Set<Long> waits = new HashSet<>();
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            long start = time.timers().now();
            new Announcer(time.timers())
                    .announce(STANDARD, random, () -> sent.add(time.timers().now()), () -> {});
            time.advance(Duration.ofSeconds(5));
            waits.add(Duration.ofNanos(sent.get(0) - start).toMillis());
            sent.clear();
        }

        assertThat(waits).hasSizeGreaterThan(15).allMatch(wait -> wait <= 500);
        assertThat(waits).anyMatch(wait -> wait < 150).anyMatch(wait -> wait > 350);
    }

    @Test
    void withoutWaitTheFirstComesAtOnce() {
        announce(new Announcer.Schedule(Duration.ZERO, 2, Duration.ofSeconds(1)), 1);
        time.advance(Duration.ZERO);

        assertThat(sent).hasSize(1);
        assertThat(done).isEmpty();
    }

    @Test
    void noAnnouncementsAreDoneAtOnce() {
        announce(new Announcer.Schedule(Duration.ofMillis(500), 0, Duration.ofMillis(500)), 1);
        time.advance(Duration.ofSeconds(5));

        assertThat(sent).isEmpty();
        assertThat(done).hasSize(1);
    }

    @Test
    void intervalThatIsLongerThanAnyClockRunsIsAVeryLongOne() {
        announce(new Announcer.Schedule(Duration.ZERO, 2, ChronoUnit.FOREVER.getDuration()), 1);
        time.advance(Duration.ofDays(365));

        assertThat(sent).hasSize(1);
        assertThat(done).isEmpty();
        assertThat(time.timers().size()).isEqualTo(1);
    }
}
