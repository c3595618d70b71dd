package io.doip4j.vehicle.stub;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.server.spi.UdsInterceptor.TakenRequest;
import java.util.List;

/**
 * A stub that was set up, to be limited or taken away. All methods may be called by any thread.
 *
 * <p>A stub that has answered as often as it may is gone: older stubs and the services of the ECU answer again.
 */
public final class Stub {
    private final EcuStubs owner;
    private final BytePattern pattern;
    private final RequestConditions conditions;
    private final List<Answer> answers;
    private final long order;
    /** Guarded by the owner, like the number of answers. */
    private long limit = Long.MAX_VALUE;

    private long given;

    Stub(EcuStubs owner, BytePattern pattern, RequestConditions conditions, List<Answer> answers, long order) {
        this.owner = owner;
        this.pattern = pattern;
        this.conditions = conditions;
        this.answers = answers;
        this.order = order;
    }

    /**
     * Lets the stub answer one request.
     *
     * @return this
     */
    public Stub once() {
        return times(1);
    }

    /**
     * Lets the stub answer some requests; those count that it has answered already.
     *
     * @param number how many in all, 1 or more
     * @return this
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Stub times(int number) {
        if (number < 1) {
            throw new IllegalArgumentException(
                    "a stub can not answer " + number + " times, the least is once; to take it away use remove()");
        }
        synchronized (owner) {
            limit = number;
            if (given >= limit) {
                owner.forget(this);
            }
        }
        return this;
    }

    /**
     * How many requests the stub has answered, or begun to answer.
     *
     * @return 0 or more
     */
    public long count() {
        synchronized (owner) {
            return given;
        }
    }

    /** Takes the stub away; an answer that has begun is finished. No effect the second time. */
    public void remove() {
        synchronized (owner) {
            owner.forget(this);
        }
    }

    BytePattern pattern() {
        return pattern;
    }

    /** The higher, the later it was set up. */
    long order() {
        return order;
    }

    boolean accepts(Bytes message, TakenRequest taken) {
        return pattern.matches(message) && conditions.hold(taken);
    }

    /** The answer to the next request. To be called with the owner's lock. */
    Answer next() {
        Answer next = answers.get((int) Math.min(given, answers.size() - 1));
        given++;
        if (given >= limit) {
            owner.forget(this);
        }
        return next;
    }

    LogicalAddress ecu() {
        return owner.address();
    }

    /** The stub in words: {@code the stub for "22 F1 90" of ECU 0x1001}. */
    @Override
    public String toString() {
        return "the stub for \"" + pattern + "\" of ECU " + ecu();
    }
}
