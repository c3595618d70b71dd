package io.doip4j.vehicle.fault;

import io.doip4j.server.spi.UdsInterceptor.TakenRequest;
import io.doip4j.uds.UdsRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A fault that was switched on. All methods may be called by any thread. */
public final class ActiveFault {
    private final Faults owner;
    private final Fault fault;
    private final Effect effect;
    private final TrafficFilter filter;
    private final AtomicLong left;
    private final AtomicLong struck = new AtomicLong();

    ActiveFault(Faults owner, Fault fault, Effect effect, TrafficFilter filter, long limit) {
        this.owner = owner;
        this.fault = fault;
        this.effect = effect;
        this.filter = filter;
        this.left = new AtomicLong(limit);
    }

    /**
     * What was switched on.
     *
     * @return the fault
     */
    public Fault fault() {
        return fault;
    }

    /**
     * How often it has struck so far.
     *
     * @return 0 or more
     */
    public long count() {
        return struck.get();
    }

    /**
     * Whether it strikes no more: it was switched off, or has struck as often as it should.
     *
     * @return true if it is over
     */
    public boolean isOver() {
        return left.get() == 0;
    }

    /**
     * Switches it off. Messages that are late already still come; a request that an ECU is slow with, or answers with NRC 0x78,
     * ends without a response; an acknowledge that is kept for after the response is lost; a connection that is half open works
     * again. No effect the second time.
     */
    public void off() {
        left.set(0);
        owner.remove(this);
        List.copyOf(owner.openRequests()).stream()
                .filter(request -> request.isOf(this))
                .forEach(OpenRequest::cancel);
    }

    /** Strikes a request. */
    void strike(UdsRequest request, TakenRequest taken) {
        OpenRequest struckRequest = new OpenRequest(this, request, taken, owner.openRequests()::remove);
        owner.openRequests().add(struckRequest);
        effect.strike(struckRequest);
    }

    Effect effect() {
        return effect;
    }

    TrafficFilter filter() {
        return filter;
    }

    /** Takes one strike, if there is one left. */
    boolean takeStrike() {
        long before = left.getAndUpdate(number -> number == 0 || number == Long.MAX_VALUE ? number : number - 1);
        if (before == 0) {
            return false;
        }
        struck.incrementAndGet();
        if (before == 1 && !effect.remembers()) {
            owner.remove(this);
        }
        return true;
    }

    /** The fault, and how often it has struck. */
    @Override
    public String toString() {
        return fault + ", struck " + count() + " times" + (isOver() ? ", over" : "");
    }
}
