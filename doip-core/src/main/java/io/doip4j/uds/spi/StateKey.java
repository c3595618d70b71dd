package io.doip4j.uds.spi;

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
