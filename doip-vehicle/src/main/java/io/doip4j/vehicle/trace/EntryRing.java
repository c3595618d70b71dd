package io.doip4j.vehicle.trace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest entries, within two limits. Safe for use by any thread. */
final class EntryRing {
    private final int maxEntries;
    private final long maxBytes;
    private final Deque<TraceEntry> entries = new ArrayDeque<>();
    private long bytes;
    private long dropped;

    /**
     * What was in the ring at a moment.
     *
     * @param entries the entries, the oldest first
     * @param dropped how many older ones are gone
     */
    record Content(List<TraceEntry> entries, long dropped) {}

    EntryRing(int maxEntries, long maxBytes) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    synchronized void add(TraceEntry entry) {
        entries.addLast(entry);
        bytes += entry.size();
        while (entries.size() > maxEntries || bytes > maxBytes) {
            bytes -= entries.removeFirst().size();
            dropped++;
        }
    }

    synchronized void clear() {
        entries.clear();
        bytes = 0;
        dropped = 0;
    }

    synchronized Content content() {
        return new Content(List.copyOf(entries), dropped);
    }
}
