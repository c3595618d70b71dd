package io.doip4j.server.internal.net;

import io.doip4j.server.internal.time.TimerQueue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets messages go one by one, a little apart, for testers that take what one read gives for one message: two segments that
 * follow each other at once are often read as one.
 */
final class Pacer {
    private static final Duration GAP = Duration.ofMillis(20);
    private static final int MAX_WAITING = 32;

    private final TimerQueue timers;
    private final Consumer<ByteBuffer> output;
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private long bytes;
    private TimerQueue.@Nullable Timer timer;

    Pacer(TimerQueue timers, Consumer<ByteBuffer> output) {
        this.timers = timers;
        this.output = output;
    }

    void add(ByteBuffer message) {
        waiting.add(message);
        bytes += message.remaining();
        if (timer == null) {
            next();
        }
    }

    /** Puts a message before those that wait. */
    void addFirst(ByteBuffer message) {
        waiting.addFirst(message);
        bytes += message.remaining();
        if (timer == null) {
            next();
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean isCongested() {
        return waiting.size() > MAX_WAITING;
    }

    long bytes() {
        return bytes;
    }

    void stop() {
        waiting.clear();
        TimerQueue.Timer armed = timer;
        if (armed != null) {
            armed.cancel();
        }
    }

    private void next() {
        timer = null;
        ByteBuffer message = waiting.poll();
        if (message != null) {
            bytes -= message.remaining();
            timer = timers.schedule(GAP, this::next);
            output.accept(message);
        }
    }
}
