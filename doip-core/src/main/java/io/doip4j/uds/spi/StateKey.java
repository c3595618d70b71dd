package io.doip4j.uds.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names a piece of state that a service keeps in an {@link EcuState}. Usually a constant; the name should begin with the id
 * of the provider.
 *
 * @param <T> type of the value
 * @param name the name: two keys with the same name, type and lifetime are the same
 * @param type class of the value
 * @param lifetime how long the value is kept
 */
public record StateKey<T>(String name, Class<T> type, Lifetime lifetime) {
    /** How long a value is kept. */
    public enum Lifetime {
        /** Until the next session transition, also one into the same session. */
        SESSION,
        /** Until the ECU is reset. */
        VOLATILE,
        /** Until the server ends, as in non-volatile memory. */
        PERSISTENT
    }

    // By hand, as the next method: linking what the compiler would write here takes milliseconds at the start of a
    // server
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StateKey<?> key
                && key.name.equals(name)
                && key.type.equals(type)
                && key.lifetime == lifetime;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, type, lifetime);
    }

    /**
     * A key for state that ends with the session.
     *
     * @param name the name
     * @param type class of the value
     * @param <T> type of the value
     * @return the key
     */
    public static <T> StateKey<T> session(String name, Class<T> type) {
        return new StateKey<>(name, type, Lifetime.SESSION);
    }

    /**
     * A key for state that ends with a reset.
     *
     * @param name the name
     * @param type class of the value
     * @param <T> type of the value
     * @return the key
     */
    public static <T> StateKey<T> volatileUntilReset(String name, Class<T> type) {
        return new StateKey<>(name, type, Lifetime.VOLATILE);
    }

    /**
     * A key for state that survives a reset.
     *
     * @param name the name
     * @param type class of the value
     * @param <T> type of the value
     * @return the key
     */
    public static <T> StateKey<T> persistent(String name, Class<T> type) {
        return new StateKey<>(name, type, Lifetime.PERSISTENT);
    }
}
