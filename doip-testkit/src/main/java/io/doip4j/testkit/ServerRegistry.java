package io.doip4j.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The servers that live as long as one context, and what the context has of those and of others. JUnit closes it with the store
 * of the context: as {@link AutoCloseable} since 5.13, as {@code CloseableResource} before. Mostly nothing is left to close then.
 */
@SuppressWarnings("deprecation")
final class ServerRegistry implements AutoCloseable, ExtensionContext.Store.CloseableResource {
    private record Key(String contextId) {}

    /** A server and the extension that started it. */
    record Entry(DoipServerExtension owner, RunningServer running) {
        String name() {
            return running.spec().name();
        }
    }

    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final Map<Entry, ServerUse> uses = new LinkedHashMap<>();
    private @Nullable DoipServerExtension spokesman;

    private ServerRegistry() {}

    static ServerRegistry of(ExtensionContext context) {
        return find(context).orElseGet(() -> {
            ServerRegistry made = new ServerRegistry();
            Contexts.store(context).put(new Key(context.getUniqueId()), made);
            return made;
        });
    }

    private static Optional<ServerRegistry> find(ExtensionContext context) {
        return Optional.ofNullable(Contexts.store(context).get(new Key(context.getUniqueId()), ServerRegistry.class));
    }

    /** The servers that a context has, those of the contexts around it first. */
    static List<Entry> visible(ExtensionContext context) {
        List<Entry> all = new ArrayList<>();
        for (ExtensionContext at : Contexts.outwards(context)) {
            find(at).ifPresent(registry -> registry.entries.stream()
                    .filter(entry -> entry.owner.gives(entry, at, context))
                    .forEach(entry -> all.add(0, entry)));
        }
        return all;
    }

    /** The server that an extension gives to a context; starts it if nobody has asked for it yet. */
    static Entry started(DoipServerExtension owner, ServerSource.Plan plan, ExtensionContext context) {
        ServerRegistry registry = of(plan.home());
        for (Entry entry : registry.entries) {
            if (entry.owner == owner) {
                return entry;
            }
        }
        String name = plan.spec().name();
        if (visible(context).stream().anyMatch(other -> other.name().equals(name))) {
            throw new ExtensionConfigurationException(
                    "two DoIP servers of " + Contexts.describe(context) + " have the name \"" + name
                            + "\": give each a name of its own with DoipServerExtension.builder().name(..)");
        }
        Entry entry = new Entry(
                owner,
                RunningServer.start(
                        plan.spec(),
                        SharedParts.of(context),
                        builder -> ConfigureMethods.apply(builder, plan),
                        Contexts.describe(plan.home())));
        registry.entries.add(entry);
        return entry;
    }

    /** What a context has of a server. A test that shares the server with others waits for its turn first. */
    static ServerUse use(Entry entry, ExtensionContext context) {
        ServerRegistry registry = of(context);
        ServerUse present = registry.uses.get(entry);
        if (present != null) {
            return present;
        }
        boolean isShared = Contexts.isOfTest(context) && !registry.entries.contains(entry);
        ServerUse use = new ServerUse(entry.running());
        if (isShared) {
            use.takeTurn(Contexts.describe(context));
        }
        registry.uses.put(entry, use);
        entry.owner.current().add(use, Contexts.isOfTest(context));
        return use;
    }

    /** The uses of an extension's servers in this context. */
    List<ServerUse> uses(DoipServerExtension owner) {
        return uses.entrySet().stream()
                .filter(use -> use.getKey().owner == owner)
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Whether an extension's server lives as long as this context. */
    boolean owns(ServerUse use) {
        return entries.stream().anyMatch(entry -> entry.running() == use.running());
    }

    /** If there is no server, one extension has to say so, and only one. */
    boolean speaks(DoipServerExtension extension) {
        if (spokesman == null) {
            spokesman = extension;
        }
        return spokesman == extension;
    }

    @Override
    public void close() {
        Collection<Throwable> problems = new ArrayList<>();
        uses.forEach((entry, use) -> {
            entry.owner.current().remove(use);
            problems.addAll(use.end());
            use.passTurn();
        });
        entries.forEach(entry -> problems.addAll(entry.running().stop()));
        if (!problems.isEmpty()) {
            throw ServerProblems.of(problems);
        }
    }
}
