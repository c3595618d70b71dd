package io.doip4j.vehicle.trace;

/**
 * What the server said, besides the bytes.
 *
 * @param nanos when, in nanoseconds since the start
 * @param who the peer or ECU that it is about
 * @param text what
 */
record Remark(long nanos, String who, String text) implements TraceEntry {
    @Override
    public int size() {
        return OVERHEAD + 2 * (who.length() + text.length());
    }
}
