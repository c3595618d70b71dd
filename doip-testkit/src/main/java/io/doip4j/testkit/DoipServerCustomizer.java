package io.doip4j.testkit;

import io.doip4j.server.DoipServerBuilder;

/**
 * Changes the servers of several test classes before they start; a single one is easier changed with {@link ConfigureServer}.
 * Named in {@link DoipServerTest#customizers()}, so it needs a constructor without parameters.
 *
 * <pre>{@code
 * final class ShortTimers implements DoipServerCustomizer {
 *     @Override
 *     public void customize(DoipServerBuilder server) {
 *         server.initialInactivity(Duration.ofMillis(200));
 *     }
 * }
 * }</pre>
 *
 * <p>A new instance for every server; called on the thread of the test.
 */
@FunctionalInterface
public interface DoipServerCustomizer {
    /**
     * Called before the {@link ConfigureServer} methods of the test.
     *
     * @param server the builder of the server
     */
    void customize(DoipServerBuilder server);
}
