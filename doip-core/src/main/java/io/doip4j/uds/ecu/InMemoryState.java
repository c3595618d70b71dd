package io.doip4j.uds.ecu;

import io.doip4j.uds.spi.EcuState;
import io.doip4j.uds.spi.StateKey;
import io.doip4j.uds.spi.StateKey.Lifetime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** State of an ECU in memory. */
public final class InMemoryState implements EcuState {
    private final Map<StateKey<?>, Object> values = new HashMap<>();

    /** No state. */
    public InMemoryState() {}

    @Override
    public <T> @Nullable T get(StateKey<T> key) {
        return key.type().cast(values.get(key));
    }

    @Override
    public <T> void put(StateKey<T> key, T value) {
        values.put(key, value);
    }

    @Override
    public void remove(StateKey<?> key) {
        values.remove(key);
    }

    /** Forgets what ends with a session; to be called at every session transition. */
    public void sessionEnded() {
        values.keySet().removeIf(key -> key.lifetime() == Lifetime.SESSION);
    }

    /** Forgets everything but what is persistent. */
    public void reset() {
        values.keySet().removeIf(key -> key.lifetime() != Lifetime.PERSISTENT);
    }
}
