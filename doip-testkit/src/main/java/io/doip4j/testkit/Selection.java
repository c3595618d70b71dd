package io.doip4j.testkit;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/**
 * Which of a test's servers a parameter or field gets. JUnit wants exactly one extension to answer for a parameter; it is the one
 * of the server, or the first one if there is something to complain of.
 */
final class Selection {
    private final DoipServerExtension extension;
    private final ExtensionContext context;
    private final List<ServerRegistry.Entry> servers;

    Selection(DoipServerExtension extension, ExtensionContext context) {
        this.extension = extension;
        this.context = context;
        this.servers = ServerRegistry.visible(context);
    }

    /** Whether no further extension is going to start a server for the context. */
    boolean isComplete() {
        int annotated = new AnnotatedServer().plan(context).isPresent() ? 1 : 0;
        return servers.size() >= annotated + RegisteredServer.count(context);
    }

    /** Whether this extension has to answer. */
    boolean isOurs(InjectionPoint point) {
        if (servers.isEmpty()) {
            return ServerRegistry.of(context).speaks(extension);
        }
        List<ServerRegistry.Entry> fitting = fitting(point);
        ServerRegistry.Entry first = fitting.isEmpty() ? servers.get(0) : fitting.get(0);
        return first.owner() == extension;
    }

    /** The value; an exception says why there is none. */
    Object value(InjectionPoint point) {
        if (servers.isEmpty()) {
            throw new ParameterResolutionException(noServer(point));
        }
        List<ServerRegistry.Entry> fitting = fitting(point);
        if (fitting.isEmpty()) {
            throw new ParameterResolutionException(
                    "no DoIP server has the name \"" + point.instance().orElse("") + "\" that @DoipInstance of "
                            + point.description() + " says: there is " + names());
        }
        if (fitting.size() > 1) {
            throw new ParameterResolutionException(point.description() + " could be for any of several DoIP servers, "
                    + names() + ": choose one with @DoipInstance(\""
                    + fitting.get(0).name() + "\")");
        }
        return Injectables.of(context).value(point, ServerRegistry.use(fitting.get(0), context));
    }

    private List<ServerRegistry.Entry> fitting(InjectionPoint point) {
        return servers.stream()
                .filter(server ->
                        point.instance().isEmpty() || point.instance().get().equals(server.name()))
                .toList();
    }

    private String names() {
        return servers.stream().map(server -> "\"" + server.name() + "\"").collect(Collectors.joining(", "));
    }

    private String noServer(InjectionPoint point) {
        if (Contexts.isOfTest(context)) {
            return "there is no DoIP server for " + point.description()
                    + ": annotate the class or the test with @DoipServerTest";
        }
        return "there is no DoIP server yet for " + point.description()
                + ": every test method has its own, so take it as a parameter of a test, @BeforeEach or @AfterEach method"
                + " instead, or share one with @DoipServerTest(scope = ServerScope.CLASS)";
    }
}
