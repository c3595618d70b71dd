package io.doip4j.client.internal.protocol;

/**
 * How something ended.
 *
 * @param <T> what a good end gives
 */
public sealed interface Outcome<T> {
    /**
     * A good end.
     *
     * @param value what it gives
     * @param <T> its type
     */
    record Done<T>(T value) implements Outcome<T> {}

    /**
     * A bad end.
     *
     * @param failure why
     * @param <T> what a good end would have given
     */
    record Failed<T>(Failure failure) implements Outcome<T> {}
}
