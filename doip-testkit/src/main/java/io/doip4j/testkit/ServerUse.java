package io.doip4j.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What one test, or the methods around the tests of a class, have of a server. */
final class ServerUse {
    private final RunningServer running;
    private final DoipServerHandle handle;
    private final Collection<DoipTester> testers = new ConcurrentLinkedQueue<>();
    private final Map<Class<?>, Object> made = new HashMap<>();
    private @Nullable DoipTester tester;
    private boolean hasTurn;

    ServerUse(RunningServer running) {
        this.running = running;
        this.handle = new DoipServerHandle(running, this::newTester);
    }

    RunningServer running() {
        return running;
    }

    DoipServerHandle handle() {
        return handle;
    }

    /** Waits until no other test uses the server, and makes it as after its start. */
    void takeTurn(String test) {
        running.turns().take(test);
        hasTurn = true;
        running.reset();
    }

    /** The one tester that parameters and fields have. */
    synchronized DoipTester tester() {
        DoipTester present = tester;
        if (present == null) {
            present = newTester();
            tester = present;
        }
        return present;
    }

    /** The one object of a resource. */
    synchronized Object made(DoipTestResource<?> resource) {
        Object present = made.get(resource.type());
        if (present == null) {
            try {
                present = resource.create(handle);
            } catch (Exception e) {
                throw new IllegalStateException(
                        resource.getClass().getName() + " could not make a "
                                + resource.type().getName() + ": " + e.getMessage(),
                        e);
            }
            made.put(resource.type(), present);
        }
        return present;
    }

    private DoipTester newTester() {
        DoipTester made = running.newTester();
        testers.add(made);
        return made;
    }

    /** Lets the next test use the server. */
    void passTurn() {
        if (hasTurn) {
            hasTurn = false;
            running.turns().pass();
        }
    }

    /** Closes what was made; returns what went wrong then. */
    synchronized List<Throwable> end() {
        List<Throwable> problems = new ArrayList<>();
        made.values().forEach(object -> close(object, problems));
        made.clear();
        testers.forEach(tester -> close(tester, problems));
        testers.clear();
        return problems;
    }

    private static void close(Object object, List<Throwable> problems) {
        if (object instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                problems.add(e);
            }
        }
    }
}
