package io.doip4j.vehicle.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Hands events from event loops, which never wait, to one thread that writes. Within a limit of memory. */
final class EventQueue {
    private final long maxBytes;
    private final Queue<Item> waiting = new ArrayDeque<>();
    private long bytes;
    private long droppedBefore;
    private long dropped;
    private boolean closed;

    /**
     * An event.
     *
     * @param event the event
     * @param droppedBefore how many were dropped since the one before
     */
    record Item(WireEvent event, long droppedBefore) {}

    EventQueue(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Adds an event, or drops it if the queue is full or closed. */
    synchronized void offer(WireEvent event) {
        if (closed) {
            return;
        }
        if (bytes + event.size() > maxBytes) {
            dropped++;
            droppedBefore++;
            return;
        }
        waiting.add(new Item(event, droppedBefore));
        droppedBefore = 0;
        bytes += event.size();
        notifyAll();
    }

    /** Takes all that wait; waits for some. Empty when the queue was closed and nothing is left. */
    synchronized List<Item> take() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        List<Item> all = new ArrayList<>(waiting);
        waiting.clear();
        bytes = 0;
        return all;
    }

    synchronized long dropped() {
        return dropped;
    }

    /** Takes no more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
