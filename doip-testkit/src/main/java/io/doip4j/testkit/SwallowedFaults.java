package io.doip4j.testkit;

import io.doip4j.core.LogicalAddress;
import io.doip4j.server.spi.DoipServerListener;
import io.doip4j.uds.UdsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was thrown in a server and did not reach the test. */
final class SwallowedFaults implements DoipServerListener {
    private static final int MOST = 10;

    private record Fault(String where, Throwable thrown) {}

    private final List<Fault> faults = new ArrayList<>();
    private int count;

    @Override
    public void serviceFailed(LogicalAddress ecu, String serviceClass, UdsRequest request, Throwable fault) {
        add(serviceClass + " of ECU " + ecu + " on request " + request.message() + ", answered with NRC 0x10", fault);
    }

    @Override
    public void extensionFailed(String extension, Throwable fault) {
        add(extension, fault);
    }

    private synchronized void add(String where, Throwable fault) {
        count++;
        if (faults.size() < MOST) {
            faults.add(new Fault(where, fault));
        }
    }

    /** All since the last call as one failure. */
    synchronized Optional<AssertionError> take() {
        if (faults.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder("the DoIP server swallowed ")
                .append(count == 1 ? "an exception" : count + " exceptions")
                .append(" (failOnServerError = false lets such a test pass):");
        faults.forEach(
                fault -> text.append("\n    ").append(fault.where).append(": ").append(fault.thrown));
        AssertionError error = new AssertionError(text.toString(), faults.get(0).thrown);
        error.setStackTrace(new StackTraceElement[0]);
        faults.stream().skip(1).forEach(fault -> error.addSuppressed(fault.thrown));
        faults.clear();
        count = 0;
        return Optional.of(error);
    }
}
