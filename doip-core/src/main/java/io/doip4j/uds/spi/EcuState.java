package io.doip4j.uds.spi;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * State of an ECU that services keep, or share with each other. One process may host many ECUs: state belongs here or in
 * the service instance, never in static fields.
 *
 * <p>Thread rule: as for the ECU, one thread at a time.
 */
public interface EcuState {
    /**
     * Gives a value.
     *
     * @param key its key
     * @param <T> type of the value
     * @return the value, or null if there is none
     */
    <T> @Nullable T get(StateKey<T> key);

    /**
     * Keeps a value.
     *
     * @param key its key
     * @param value the value
     * @param <T> type of the value
     */
    <T> void put(StateKey<T> key, T value);

    /**
     * Forgets a value.
     *
     * @param key its key
     */
    void remove(StateKey<?> key);

    /**
     * Gives a value, after making it if there is none.
     *
     * @param key its key
     * @param maker makes the value
     * @param <T> type of the value
     * @return the value
     */
    default <T> T get(StateKey<T> key, Supplier<T> maker) {
        T present = get(key);
        if (present != null) {
            return present;
        }
        T made = maker.get();
        put(key, made);
        return made;
    }
}
