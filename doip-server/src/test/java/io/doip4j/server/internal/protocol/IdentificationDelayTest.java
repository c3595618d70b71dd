package io.doip4j.server.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Identification responses wait for a random time, so that the entities of a vehicle do not answer all at once. */
class IdentificationDelayTest {
    /** Gives a share of what it is asked for: 0 the smallest number, 1 the largest. */
    private record Share(double share) implements RandomGenerator {
        @Override
        public long nextLong() {
            throw new UnsupportedOperationException("a bound is expected");
        }

        @Override
        public long nextLong(long bound) {
            return (long) (share * (bound - 1));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 1})
    void delayIsARandomShareOfTheLongest(double share) {
        DiscoveryFixture entity = new DiscoveryFixture(config -> {}, new Share(share));
        entity.receive(Wire.message(0x0001, ""));
        entity.time.advance(Duration.ofSeconds(10));

        assertThat(entity.answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.atMillis()).isEqualTo((long) (500 * share)));
    }

    @Test
    void allThreeRequestsAreDelayed() {
        DiscoveryFixture entity = new DiscoveryFixture(config -> {}, new Share(1));
        entity.receive(Wire.message(0x0001, ""));
        entity.receive(Wire.message(0x0002, "00 11 22 33 44 55"));
        entity.receive(Wire.message(0x03, 0x0003, Bytes.ascii("WVWZZZ1KZAW000001")));
        entity.time.advanceMillis(499);
        assertThat(entity.answers).isEmpty();

        entity.time.advanceMillis(1);
        assertThat(entity.answers).hasSize(3);
    }

    @Test
    void otherAnswersAreNotDelayed() {
        DiscoveryFixture entity = new DiscoveryFixture(config -> {}, new Share(1));
        entity.receive(Wire.message(0x4001, ""));
        entity.receive(Wire.message(0x4003, ""));
        entity.receive(Wire.message(0x0009, ""));

        assertThat(entity.answers).hasSize(3);
    }

    @Test
    @Tag("T9")
    void everyRequestIsAnsweredOnceAfterADelayOfItsOwn() {
        DiscoveryFixture entity = new DiscoveryFixture(config -> {});
        for (int i = 0; i < 50; i++) {
            entity.receive(Wire.message(0x0001, ""), DiscoveryFixture.sender("192.0.2.1", 40_000 + i));
        }
        entity.time.advance(Duration.ofSeconds(10));

        assertThat(entity.answers).hasSize(50).allMatch(answer -> answer.atMillis() <= 500);
        assertThat(entity.answers.stream().map(answer -> answer.to().getPort()).distinct())
                .hasSize(50);
        List<Long> delays = entity.answers.stream()
                .map(DiscoveryFixture.Answer::atMillis)
                .distinct()
                .toList();
        assertThat(delays).hasSizeGreaterThan(30);
        assertThat(delays).anyMatch(delay -> delay < 100).anyMatch(delay -> delay > 400);
    }

    @Test
    void onlySoManyAnswersWait() {
        DiscoveryFixture entity = new DiscoveryFixture(config -> {}, new Share(1));
        for (int i = 0; i < 100_000; i++) {
            String address = "10.0." + i / 1000 + ".1";
            entity.receive(Wire.message(0x0001, ""), DiscoveryFixture.sender(address, 50_000));
        }
        assertThat(entity.time.timers().size()).isBetween(1000, 10_000);

        int waiting = entity.time.timers().size();
        entity.time.advance(Duration.ofSeconds(1));
        assertThat(entity.answers).hasSize(waiting);
        entity.receive(Wire.message(0x0001, ""));
        assertThat(entity.time.timers().size()).isEqualTo(1);
    }
}
