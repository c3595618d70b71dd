package io.doip4j.testkit;

import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The server of one test and the testers that were made for it. JUnit closes it with the store of the test: as
 * {@link AutoCloseable} since 5.13, as {@code CloseableResource} before.
 */
@SuppressWarnings("deprecation")
final class RunningServer implements AutoCloseable, ExtensionContext.Store.CloseableResource {
    private final DoipServer server;
    private final Collection<DoipTester> testers = new ConcurrentLinkedQueue<>();
    private final DoipServerHandle handle;
    private final DoipTester tester;

    private RunningServer(DoipServer server) {
        this.server = server;
        this.handle = new DoipServerHandle(server, this::newTester);
        this.tester = newTester();
    }

    static RunningServer start(DoipServerBuilder builder, String test) {
        try {
            return new RunningServer(builder.build().startDaemon());
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "the DoIP server of " + test + " could not be started: " + e.getMessage(), e);
        }
    }

    DoipServerHandle handle() {
        return handle;
    }

    DoipTester tester() {
        return tester;
    }

    private DoipTester newTester() {
        DoipTester made = DoipTester.of(server);
        testers.add(made);
        return made;
    }

    @Override
    public void close() {
        try {
            testers.forEach(DoipTester::close);
        } finally {
            server.close();
        }
    }
}
