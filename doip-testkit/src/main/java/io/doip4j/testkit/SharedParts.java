package io.doip4j.testkit;

import io.doip4j.server.UdsServices;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What the servers of a test run have one after the other, so that a test does not wait for it: event loops that nobody uses at
 * the moment, and the UDS services that were found. JUnit closes it with the store of the whole run.
 */
@SuppressWarnings("deprecation")
final class SharedParts implements AutoCloseable, ExtensionContext.Store.CloseableResource {
    private final int mostSpare = Runtime.getRuntime().availableProcessors();
    private final Deque<ServerThreads> spare = new ArrayDeque<>();
    private final Map<ClassLoader, UdsServices> services = new HashMap<>();
    private boolean closed;

    static SharedParts of(ExtensionContext context) {
        return Contexts.store(context.getRoot())
                .getOrComputeIfAbsent(SharedParts.class, key -> new SharedParts(), SharedParts.class);
    }

    /** Threads for one server. */
    ServerThreads takeThreads() {
        synchronized (spare) {
            if (!spare.isEmpty()) {
                ServerThreads threads = spare.pop();
                threads.wake();
                return threads;
            }
        }
        return ServerThreads.create();
    }

    /** Takes the threads of a server that was closed and left nothing running. */
    void giveBack(ServerThreads threads) {
        synchronized (spare) {
            if (!closed && spare.size() < mostSpare) {
                threads.rest();
                spare.push(threads);
                return;
            }
        }
        threads.close();
    }

    /** The UDS services that a class loader has. */
    UdsServices services(ClassLoader loader) {
        synchronized (services) {
            return services.computeIfAbsent(loader, UdsServices::of);
        }
    }

    @Override
    public void close() {
        synchronized (spare) {
            closed = true;
            spare.forEach(ServerThreads::close);
            spare.clear();
        }
    }
}
