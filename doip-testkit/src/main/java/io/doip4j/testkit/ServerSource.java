package io.doip4j.testkit;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Knows which server an extension gives to a test. */
interface ServerSource {
    /**
     * The server of a test or a class.
     *
     * @return empty if there is none for it, or none before a test runs
     */
    Optional<Plan> plan(ExtensionContext context);

    /**
     * A server that is or has to be started.
     *
     * @param home the context of the test or of the class that it lives as long as
     * @param spec what it is like
     * @param configuredFrom the outermost class whose {@link ConfigureServer} methods count
     */
    record Plan(ExtensionContext home, ServerSpec spec, Class<?> configuredFrom) {
        boolean isHome(ExtensionContext context) {
            return home.getUniqueId().equals(context.getUniqueId());
        }
    }
}
