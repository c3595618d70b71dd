package io.doip4j.testkit;

import io.doip4j.client.DoipConnection;
import io.doip4j.client.uds.UdsClient;
import io.doip4j.server.DoipServer;
import io.doip4j.vehicle.fault.Faults;
import io.doip4j.vehicle.stub.RequestRecorder;
import io.doip4j.vehicle.trace.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** The types that parameters and fields may have. */
final class Injectables {
    private final Map<Class<?>, Function<ServerUse, Object>> types = new LinkedHashMap<>();

    private Injectables() {
        types.put(DoipServerHandle.class, ServerUse::handle);
        types.put(DoipServer.class, use -> use.handle().server());
        types.put(DoipTester.class, use -> use.one(DoipTester.class, DoipServerHandle::newTester));
        types.put(DoipConnection.class, Injectables::connection);
        types.put(UdsClient.class, Injectables::client);
        types.put(VirtualClock.class, use -> use.handle().clock());
        types.put(Trace.class, use -> use.handle().trace());
        types.put(Faults.class, use -> use.handle().faults());
        types.put(RequestRecorder.class, use -> use.handle().recorder());
    }

    private static DoipConnection connection(ServerUse use) {
        return use.one(DoipConnection.class, server -> server.connect(DoipServerHandle.TESTER));
    }

    /** Over that connection: an entity has only one connection with the same tester. */
    private static UdsClient client(ServerUse use) {
        return use.one(
                UdsClient.class,
                server -> server.client(connection(use), server.server().logicalAddress()));
    }

    /** Those of a run of tests. */
    static Injectables of(ExtensionContext context) {
        ExtensionContext.Store store = Contexts.store(context.getRoot());
        Injectables known = store.get(Injectables.class, Injectables.class);
        if (known == null) {
            known = new Injectables();
            known.discover();
            store.put(Injectables.class, known);
        }
        return known;
    }

    @SuppressWarnings("rawtypes")
    private void discover() {
        List<DoipTestResource<?>> found = new ArrayList<>();
        try {
            for (DoipTestResource resource : ServiceLoader.load(DoipTestResource.class)) {
                found.add(resource);
            }
        } catch (ServiceConfigurationError e) {
            throw new ExtensionConfigurationException(
                    "a DoipTestResource cannot be loaded, remove or repair it: " + e.getMessage(), e);
        }
        for (DoipTestResource<?> resource : found) {
            if (types.put(resource.type(), use -> made(resource, use)) != null) {
                throw new ExtensionConfigurationException("parameters of type "
                        + resource.type().getName() + " are supplied already, "
                        + resource.getClass().getName()
                        + " must not supply them again: remove it from the class path");
            }
        }
    }

    private static <T> Object made(DoipTestResource<T> resource, ServerUse use) {
        return use.one(resource.type(), server -> {
            try {
                T object = resource.create(server);
                if (object instanceof AutoCloseable closeable) {
                    use.opened(closeable);
                }
                return object;
            } catch (Exception e) {
                throw new ParameterResolutionException(
                        resource.getClass().getName() + " could not make a "
                                + resource.type().getName() + ": " + e.getMessage(),
                        e);
            }
        });
    }

    /** Whether it is for us to supply something or to say why not: it has one of our types, or one of our annotations. */
    boolean areFor(InjectionPoint point) {
        return point.isMarked() || types.containsKey(point.type());
    }

    Object value(InjectionPoint point, ServerUse use) {
        if (point.isPort()) {
            if (point.type() != int.class && point.type() != Integer.class) {
                throw new ParameterResolutionException(
                        point.description() + " is marked with @DoipPort, so it must be an int");
            }
            return use.running().server().port();
        }
        Function<ServerUse, Object> supplier = types.get(point.type());
        if (supplier == null) {
            throw new ParameterResolutionException(
                    point.description() + " has a type that doip4j does not supply: take " + names()
                            + " or @DoipPort int instead, or add a DoipTestResource for it");
        }
        return supplier.apply(use);
    }

    private String names() {
        return types.keySet().stream().map(Class::getSimpleName).collect(Collectors.joining(", "));
    }
}
