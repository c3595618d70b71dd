package io.doip4j.client.gateway;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.core.message.DiagnosticNackCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the inner entity refused a short time ago. The message that was refused had been acknowledged outside already, so that
 * its tester hears nothing of it; the next one to the same target is refused with the same code. After a while one goes
 * through again, to see whether things have changed.
 */
final class RecentRefusals {
    private static final int MOST_TARGETS = 1024;

    private record Refusal(DiagnosticNackCode code, int length, long at) {}

    private final MonotonicClock clock;
    private final Duration memory;
    private final Map<LogicalAddress, Refusal> refusals = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LogicalAddress, Refusal> eldest) {
            return size() > MOST_TARGETS;
        }
    };

    RecentRefusals(MonotonicClock clock, Duration memory) {
        this.clock = clock;
        this.memory = memory;
    }

    /** A message of some bytes of user data was refused. Codes that a target behind a gateway cannot have become 0x06. */
    synchronized void note(LogicalAddress target, DiagnosticNackCode code, int length) {
        boolean forwardable = code.value() >= DiagnosticNackCode.MESSAGE_TOO_LARGE.value()
                && code.value() <= DiagnosticNackCode.TARGET_BUSY.value();
        refusals.put(
                target,
                new Refusal(
                        forwardable ? code : DiagnosticNackCode.TARGET_UNREACHABLE,
                        code.equals(DiagnosticNackCode.MESSAGE_TOO_LARGE) ? length : 0,
                        clock.nanoTime()));
    }

    /** A message was taken. */
    synchronized void clear(LogicalAddress target) {
        Refusal refusal = refusals.get(target);
        // That a long one was refused says nothing of a short one that was taken
        if (refusal != null && refusal.length() == 0) {
            refusals.remove(target);
        }
    }

    synchronized Optional<DiagnosticNackCode> find(LogicalAddress target, int length) {
        Refusal refusal = refusals.get(target);
        if (refusal == null || length < refusal.length()) {
            return Optional.empty();
        }
        if (clock.nanoTime() - refusal.at() >= memory.toNanos()) {
            refusals.remove(target);
            return Optional.empty();
        }
        return Optional.of(refusal.code());
    }
}
