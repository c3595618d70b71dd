package io.doip4j.server;

import io.doip4j.uds.spi.UdsServiceProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The UDS services that a class loader has, looked for once: when the first server that was given this starts. A server that
 * was not looks for itself. For many servers in one JVM, at the same time or one after the other.
 *
 * <pre>{@code
 * UdsServices services = UdsServices.of(getClass().getClassLoader());
 * try (DoipEventLoop loop = DoipEventLoop.create()) {
 *     for (int i = 1; i <= 1_000; i++) {
 *         DoipServer.builder().services(services).eventLoop(loop).port(0).build().start();
 *     }
 * }
 * }</pre>
 *
 * <p>Safe for use by any thread. Holds the classes of the providers, and so their class loader; not the providers: every server
 * has its own.
 */
public final class UdsServices {
    private final ClassLoader loader;
    private @Nullable List<ServiceLoader.Provider<UdsServiceProvider>> found;

    private UdsServices(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * The providers that {@link ServiceLoader} knows.
     *
     * @param loader where to look
     * @return what will be found
     */
    public static UdsServices of(ClassLoader loader) {
        return new UdsServices(loader);
    }

    /**
     * Makes the providers.
     *
     * @return a new one of each
     * @throws IllegalStateException if one cannot be loaded or made; the message names it
     */
    public List<UdsServiceProvider> newProviders() {
        try {
            List<ServiceLoader.Provider<UdsServiceProvider>> providers = providers();
            List<UdsServiceProvider> made = new ArrayList<>(providers.size());
            for (ServiceLoader.Provider<UdsServiceProvider> provider : providers) {
                made.add(provider.get());
            }
            return made;
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new IllegalStateException(
                    "a UDS service provider cannot be loaded, remove or repair its jar: " + e.getMessage(), e);
        }
    }

    private synchronized List<ServiceLoader.Provider<UdsServiceProvider>> providers() {
        List<ServiceLoader.Provider<UdsServiceProvider>> known = found;
        if (known == null) {
            known = ServiceLoader.load(UdsServiceProvider.class, loader).stream()
                    .toList();
            found = known;
        }
        return known;
    }
}
