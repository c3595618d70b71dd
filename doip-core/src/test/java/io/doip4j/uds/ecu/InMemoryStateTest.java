package io.doip4j.uds.ecu;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.uds.spi.StateKey;
import org.junit.jupiter.api.Test;

class InMemoryStateTest {
    private static final StateKey<String> SEED = StateKey.session("test.value", String.class);
    private static final StateKey<String> CACHE = StateKey.volatileUntilReset("test.value", String.class);
    private static final StateKey<String> COUNTER = StateKey.persistent("test.value", String.class);

    private final InMemoryState state = new InMemoryState();

    private void fill() {
        state.put(SEED, "session");
        state.put(CACHE, "volatile");
        state.put(COUNTER, "persistent");
    }

    @Test
    void valuesAreKeptByTheirKey() {
        fill();

        assertThat(state.get(SEED)).isEqualTo("session");
        assertThat(state.get(StateKey.persistent("test.value", String.class))).isEqualTo("persistent");
        assertThat(state.get(StateKey.persistent("test.other", String.class))).isNull();
        state.put(SEED, "next");
        assertThat(state.get(SEED)).isEqualTo("next");
        state.remove(SEED);
        assertThat(state.get(SEED)).isNull();
    }

    @Test
    void missingValueIsMadeOnce() {
        assertThat(state.get(SEED, () -> "made")).isEqualTo("made");
        assertThat(state.get(SEED, () -> "again")).isEqualTo("made");
    }

    @Test
    void transitionEndsWhatBelongsToTheSession() {
        fill();

        state.sessionEnded();

        assertThat(state.get(SEED)).isNull();
        assertThat(state.get(CACHE)).isEqualTo("volatile");
        assertThat(state.get(COUNTER)).isEqualTo("persistent");
    }

    @Test
    void resetLeavesOnlyWhatIsPersistent() {
        fill();

        state.reset();

        assertThat(state.get(SEED)).isNull();
        assertThat(state.get(CACHE)).isNull();
        assertThat(state.get(COUNTER)).isEqualTo("persistent");
    }
}
