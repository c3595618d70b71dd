package io.doip4j.testkit;

import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;

/** What one test, or the methods around the tests of a class, have of a server. */
final class ServerUse {
    private final RunningServer running;
    private final DoipServerHandle handle;
    private final Deque<AutoCloseable> opened = new ConcurrentLinkedDeque<>();
    private final Map<Class<?>, Object> made = new HashMap<>();
    private boolean hasTurn;
    private volatile boolean hasFailed;

    ServerUse(RunningServer running) {
        this.running = running;
        this.handle = new DoipServerHandle(running, this);
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

    /** The one object of a type that parameters and fields have. */
    synchronized <T> T one(Class<T> type, Function<DoipServerHandle, ? extends T> maker) {
        Object present = made.get(type);
        if (present == null) {
            present = maker.apply(handle);
            made.put(type, present);
        }
        return type.cast(present);
    }

    /** Something inside the context has failed, which JUnit does not tell when that ends. */
    void failed() {
        hasFailed = true;
    }

    boolean hasFailed() {
        return hasFailed;
    }

    /** Has something closed with this. */
    <T extends AutoCloseable> T opened(T object) {
        opened.push(object);
        return object;
    }

    /** Lets the next test use the server. */
    void passTurn() {
        if (hasTurn) {
            hasTurn = false;
            running.turns().pass();
        }
    }

    /** Closes what was opened, the last first; returns what went wrong then. */
    List<Throwable> end() {
        List<Throwable> problems = new ArrayList<>();
        for (AutoCloseable object = opened.poll(); object != null; object = opened.poll()) {
            try {
                object.close();
            } catch (Exception e) {
                problems.add(e);
            }
        }
        return problems;
    }
}
