package com.example.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.uds.ecu.InMemoryState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the starter does with time, without server and without waiting. */
class StarterTest {
    private final ManualTime time = new ManualTime();
    private final InMemoryState state = new InMemoryState();
    private final Starter starter = new Starter(time, state);

    @Test
    void stopsByItself() {
        starter.start(Duration.ofSeconds(2));

        time.advance(Duration.ofMillis(1999));
        assertThat(starter.isTurning()).isTrue();

        time.advance(Duration.ofMillis(1));
        assertThat(starter.isTurning()).isFalse();
    }

    @Test
    void tellsWhenItStands() {
        assertThat(starter.whenStopped()).isCompleted();

        starter.start(Duration.ofSeconds(2));
        assertThat(starter.whenStopped()).isNotCompleted();

        starter.stop();
        assertThat(starter.whenStopped()).isCompleted();
    }

    @Test
    void endOfAnEarlierTimeDoesNotStopTheNextOne() {
        starter.start(Duration.ofSeconds(2));
        starter.stop();
        time.advance(Duration.ofSeconds(1));
        starter.start(Duration.ofSeconds(2));

        time.advance(Duration.ofSeconds(1));

        assertThat(starter.isTurning()).isTrue();
    }

    @Test
    void countsUntilTheEcuIsReset() {
        starter.start(Duration.ofSeconds(1));
        starter.start(Duration.ofSeconds(1));
        state.sessionEnded();
        assertThat(starter.starts()).isEqualTo(2);

        state.reset();
        assertThat(starter.starts()).isZero();
    }
}
