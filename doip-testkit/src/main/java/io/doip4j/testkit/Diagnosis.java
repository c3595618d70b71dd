package io.doip4j.testkit;

import io.doip4j.testkit.internal.Note;
import io.doip4j.vehicle.trace.Trace;
import java.net.InetSocketAddress;
import java.util.List;

/** What can be said of a server when a test has failed. */
final class Diagnosis {
    private static final int SHOWN_LINES = 50;

    private final RunningServer running;

    private Diagnosis(RunningServer running) {
        this.running = running;
    }

    static Diagnosis of(RunningServer running) {
        return new Diagnosis(running);
    }

    /** Adds it to a failure as something suppressed: that is seen wherever the failure is, on the console of a build too. */
    void addTo(Throwable failure) {
        running.awaitQuiet();
        running.equipment().trace().ifPresent(trace -> failure.addSuppressed(new Note(text(trace))));
        running.blockedIn().map(Diagnosis::blocked).ifPresent(failure::addSuppressed);
    }

    private String text(Trace trace) {
        List<String> lines = trace.lines();
        InetSocketAddress address = running.server().tcpAddress();
        String server = "DoIP server \"" + running.spec().name() + "\" at "
                + address.getAddress().getHostAddress() + ":" + address.getPort();
        if (lines.isEmpty()) {
            return server + " saw nothing";
        }
        int from = Math.max(0, lines.size() - SHOWN_LINES);
        String which = from == 0 ? "saw" : "saw, at last (" + SHOWN_LINES + " of " + lines.size() + " lines)";
        return server + " " + which + ":\n    " + String.join("\n    ", lines.subList(from, lines.size()));
    }

    private static Note blocked(ThreadState state) {
        return new Note(
                "the event loop of the DoIP server is held up in " + state.describe()
                        + ": what a listener, interceptor or nonBlocking service does must return at once",
                state);
    }
}
