package io.doip4j.benchmarks.load;

import io.doip4j.benchmarks.process.Line;

/**
 * What a load has come to.
 *
 * @param done answered requests, activated connections or identified vehicles while it was measured
 * @param all the same with those before the measurement
 * @param nanos how long was measured
 * @param serverCpuNanos CPU time of the loaded process meanwhile
 * @param medianNanos half of what was done was faster
 * @param sentBytes bytes that were sent while it was measured
 */
public record LoadResult(long done, long all, long nanos, long serverCpuNanos, long medianNanos, long sentBytes) {
    /**
     * Reads what {@link #toLine} wrote.
     *
     * @param line the line
     * @return the result
     */
    public static LoadResult of(Line line) {
        return new LoadResult(
                line.number("done"),
                line.number("all"),
                line.number("nanos"),
                line.number("cpu"),
                line.number("median"),
                line.number("sent"));
    }

    Line toLine(Line line) {
        return line.with("done", done)
                .with("all", all)
                .with("nanos", nanos)
                .with("cpu", serverCpuNanos)
                .with("median", medianNanos)
                .with("sent", sentBytes);
    }

    /**
     * How often per second.
     *
     * @return done per second
     */
    public double perSecond() {
        return done * 1e9 / nanos;
    }

    /**
     * What the server needed for one.
     *
     * @return nanoseconds of CPU time
     */
    public double cpuNanosEach() {
        return (double) serverCpuNanos / done;
    }

    /**
     * What was sent to the server.
     *
     * @return bytes per second
     */
    public double bytesPerSecond() {
        return sentBytes * 1e9 / nanos;
    }
}
