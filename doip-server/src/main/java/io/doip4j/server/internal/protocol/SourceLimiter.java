package io.doip4j.server.internal.protocol;

import io.doip4j.server.internal.time.TimerQueue;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits how many datagrams of one source are answered: 1,000 per second with a burst of 1,000 (token buckets). It knows a
 * bounded number of sources and forgets the one that was silent for longest.
 */
final class SourceLimiter {
    private static final int BURST = 1000;
    private static final int MAX_SOURCES = 1024;
    private static final long NANOS_PER_TOKEN = Duration.ofSeconds(1).toNanos() / 1000;
    private static final float LOAD_FACTOR = 0.75f;

    private static final class Bucket {
        /** The moment at which the bucket would have been empty, had nothing been taken since. */
        private long emptyAt;
    }

    private final TimerQueue timers;
    private final Map<InetAddress, Bucket> buckets = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Bucket> eldest) {
            return size() > MAX_SOURCES;
        }
    };

    SourceLimiter(TimerQueue timers) {
        this.timers = timers;
    }

    boolean admits(InetAddress source) {
        long now = timers.now();
        Bucket bucket = buckets.get(source);
        if (bucket == null) {
            bucket = new Bucket();
            bucket.emptyAt = now - BURST * NANOS_PER_TOKEN;
            buckets.put(source, bucket);
        }
        long fullSince = now - BURST * NANOS_PER_TOKEN;
        if (bucket.emptyAt - fullSince < 0) {
            bucket.emptyAt = fullSince;
        }
        if (now - bucket.emptyAt < NANOS_PER_TOKEN) {
            return false;
        }
        bucket.emptyAt += NANOS_PER_TOKEN;
        return true;
    }
}
