package io.doip4j.testkit;

import io.doip4j.server.DoipServerBuilder;
import io.doip4j.vehicle.stub.RequestRecorder;
import io.doip4j.vehicle.stub.Stubs;
import io.doip4j.vehicle.trace.Trace;
import java.util.Optional;

/** What is plugged into the server of a test. */
final class Equipment {
    private final Stubs stubs = new Stubs();
    private final RequestRecorder requests = new RequestRecorder();
    private final SwallowedFaults faults = new SwallowedFaults();
    private final Optional<Trace> trace;

    /** Plugs it in. Before anything else is: a stub of the test has precedence. */
    Equipment(DoipServerBuilder builder, TraceMode mode) {
        trace = mode == TraceMode.OFF ? Optional.empty() : Optional.of(Trace.create());
        trace.ifPresent(of -> of.attachTo(builder));
        requests.attachTo(builder);
        stubs.attachTo(builder);
        builder.listener(faults);
    }

    Stubs stubs() {
        return stubs;
    }

    RequestRecorder requests() {
        return requests;
    }

    Optional<Trace> trace() {
        return trace;
    }

    SwallowedFaults faults() {
        return faults;
    }

    /** As if it were new. */
    void clear() {
        stubs.clear();
        requests.clear();
        trace.ifPresent(Trace::clear);
        faults.take();
    }
}
