package io.doip4j.testkit;

import io.doip4j.vehicle.trace.Trace;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

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
        running.equipment().trace().ifPresent(trace -> failure.addSuppressed(new DoipTraceAttachment(text(trace))));
        running.blockedIn().map(DoipTraceAttachment::ofBlocked).ifPresent(failure::addSuppressed);
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

    /** Text that looks for its place in a stack trace. */
    static final class DoipTraceAttachment extends Throwable {
        private static final long serialVersionUID = 1L;

        DoipTraceAttachment(String text) {
            super(text, null, false, false);
        }

        private DoipTraceAttachment(String text, ThreadState state) {
            super(text, state, false, false);
        }

        static DoipTraceAttachment ofBlocked(ThreadState state) {
            return new DoipTraceAttachment(
                    "the event loop of the DoIP server is held up in "
                            + Optional.of(state)
                                    .flatMap(ThreadState::guest)
                                    .map(Object::toString)
                                    .orElse("?")
                            + ": what a listener, interceptor or nonBlocking service does must return at once",
                    state);
        }

        @Override
        public String toString() {
            return String.valueOf(getMessage());
        }
    }
}
