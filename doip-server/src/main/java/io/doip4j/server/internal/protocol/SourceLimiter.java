package io.doip4j.server.internal.protocol;

import io.doip4j.server.internal.time.TimerQueue;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits how many datagrams of one source are answered: so many per second, with a burst of what is allowed in a second
 * (token buckets). It knows a bounded number of sources and forgets the one that was silent for longest.
 */
final class SourceLimiter {
    private static final int MAX_SOURCES = 1024;
    private static final long BURST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final float LOAD_FACTOR = 0.75f;

    private static final class Bucket {
        /** The moment at which the bucket would have been empty, had nothing been taken since. */
        private long emptyAt;
    }

    private final TimerQueue timers;
    /** 0 without a limit. */
    private final long nanosPerToken;

    private final Map<InetAddress, Bucket> buckets = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Bucket> eldest) {
            return size() > MAX_SOURCES;
        }
    };

    /** @param perSecond how many per second; 0 for no limit */
    SourceLimiter(TimerQueue timers, int perSecond) {
        this.timers = timers;
        this.nanosPerToken = perSecond == 0 ? 0 : BURST_NANOS / perSecond;
    }

    boolean admits(InetAddress source) {
        return nanosPerToken == 0 || takesToken(source);
    }

    private boolean takesToken(InetAddress source) {
        long now = timers.now();
        Bucket bucket = buckets.get(source);
        if (bucket == null) {
            bucket = new Bucket();
            bucket.emptyAt = now - BURST_NANOS;
            buckets.put(source, bucket);
        }
        long fullSince = now - BURST_NANOS;
        if (bucket.emptyAt - fullSince < 0) {
            bucket.emptyAt = fullSince;
        }
        if (now - bucket.emptyAt < nanosPerToken) {
            return false;
        }
        bucket.emptyAt += nanosPerToken;
        return true;
    }
}
