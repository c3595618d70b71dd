package io.doip4j.testkit;

import io.doip4j.server.DoipServerBuilder;
import io.doip4j.vehicle.fault.Faults;
import io.doip4j.vehicle.stub.RequestRecorder;
import io.doip4j.vehicle.stub.Stubs;
import io.doip4j.vehicle.trace.Trace;
import java.util.List;
import java.util.Optional;

/** What is plugged into the server of a test. */
final class Equipment {
    private final Stubs stubs = new Stubs();
    private final RequestRecorder requests = new RequestRecorder();
    private final Faults faults = new Faults();
    private final SwallowedFaults swallowed = new SwallowedFaults();
    private final Optional<Trace> trace;

    /** Plugs it in. Before anything else is: a stub of the test has precedence. */
    Equipment(DoipServerBuilder builder, TraceMode mode) {
        trace = mode == TraceMode.OFF ? Optional.empty() : Optional.of(Trace.create());
        trace.ifPresent(of -> of.attachTo(builder));
        requests.attachTo(builder);
        // A fault has precedence over a stub
        faults.attachTo(builder);
        stubs.attachTo(builder);
        builder.listener(swallowed);
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

    Faults faults() {
        return faults;
    }

    SwallowedFaults swallowed() {
        return swallowed;
    }

    /** What was begun and does nothing, as one failure. */
    Optional<AssertionError> unfinishedStubs() {
        List<String> unfinished = stubs.takeUnfinished();
        if (unfinished.isEmpty()) {
            return Optional.empty();
        }
        AssertionError error = new AssertionError(String.join("\n", unfinished));
        error.setStackTrace(new StackTraceElement[0]);
        return Optional.of(error);
    }

    /** As if it were new. */
    void clear() {
        faults.clear();
        stubs.clear();
        requests.clear();
        trace.ifPresent(Trace::clear);
        swallowed.take();
    }
}
