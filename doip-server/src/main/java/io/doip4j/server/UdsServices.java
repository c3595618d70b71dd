package io.doip4j.server;

import io.doip4j.uds.spi.UdsServiceProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The UDS services that a class loader has, looked for once. A server looks for itself when it starts, unless it is given
 * this: for many servers in one JVM, or one after the other.
 *
 * <pre>{@code
 * UdsServices services = UdsServices.discover(getClass().getClassLoader());
 * try (DoipEventLoop loop = DoipEventLoop.create()) {
 *     for (int i = 1; i <= 1_000; i++) {
 *         DoipServer.builder().services(services).eventLoop(loop).port(0).build().start();
 *     }
 * }
 * }</pre>
 *
 * <p>Immutable, safe for use by any thread. Holds the classes of the providers, and so their class loader; not the providers:
 * every server has its own.
 */
public final class UdsServices {
    private final List<ServiceLoader.Provider<UdsServiceProvider>> found;

    private UdsServices(List<ServiceLoader.Provider<UdsServiceProvider>> found) {
        this.found = found;
    }

    /**
     * Finds the providers that {@link ServiceLoader} knows.
     *
     * @param loader where to look
     * @return what was found
     * @throws IllegalStateException if a provider cannot be loaded; the message names it
     */
    public static UdsServices discover(ClassLoader loader) {
        try {
            return new UdsServices(ServiceLoader.load(UdsServiceProvider.class, loader).stream()
                    .toList());
        } catch (ServiceConfigurationError | LinkageError e) {
            throw cannotBeLoaded(e);
        }
    }

    /**
     * Makes the providers.
     *
     * @return a new one of each
     * @throws IllegalStateException if one cannot be made
     */
    public List<UdsServiceProvider> newProviders() {
        List<UdsServiceProvider> made = new ArrayList<>(found.size());
        try {
            for (ServiceLoader.Provider<UdsServiceProvider> provider : found) {
                made.add(provider.get());
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            throw cannotBeLoaded(e);
        }
        return made;
    }

    private static IllegalStateException cannotBeLoaded(Error fault) {
        return new IllegalStateException(
                "a UDS service provider cannot be loaded, remove or repair its jar: " + fault.getMessage(), fault);
    }
}
