package io.doip4j.vehicle.stub;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Says why a verification failed: what was wanted, what came close, and what else was recorded. */
final class Mismatch {
    private static final int SHOWN_NEAR_MISSES = 3;
    private static final int SHOWN_MESSAGES = 20;
    private static final String NEW_LINE = "\n    ";

    private final List<RecordedMessage> recorded;
    private final long forgotten;
    private final StringBuilder text;

    /**
     * A failure.
     *
     * @param forgotten how many messages had to make room
     */
    Mismatch(String what, List<RecordedMessage> recorded, long forgotten) {
        this.text = new StringBuilder(what);
        this.recorded = recorded;
        this.forgotten = forgotten;
    }

    /** Lists the messages that came closest. */
    Mismatch nearMisses(MessageMatcher wanted) {
        List<RecordedMessage> closest = recorded.stream()
                .filter(message -> message.direction() == wanted.direction() && !wanted.matches(message))
                .sorted(Comparator.comparingInt(wanted::distance))
                .limit(SHOWN_NEAR_MISSES)
                .toList();
        if (!closest.isEmpty()) {
            text.append("\nClosest:");
            closest.forEach(message ->
                    text.append(NEW_LINE).append(message).append("    <- ").append(wanted.differences(message)));
        }
        return this;
    }

    /** Lists the messages that match. */
    Mismatch matching(List<RecordedMessage> matching) {
        if (!matching.isEmpty()) {
            list("\nMatching", matching);
        }
        return this;
    }

    AssertionError error() {
        list(recorded.isEmpty() ? "\nNothing was recorded" : "\nRecorded", recorded);
        if (forgotten > 0) {
            text.append("\n").append(forgotten).append(" older messages had to make room and were not looked at.");
        }
        return new AssertionError(text.toString());
    }

    /** The last ones, since the first are more often known. */
    private void list(String title, List<RecordedMessage> messages) {
        int from = Math.max(0, messages.size() - SHOWN_MESSAGES);
        text.append(title);
        if (from > 0) {
            text.append(", the last ").append(SHOWN_MESSAGES).append(" of ").append(messages.size());
        }
        text.append(messages.isEmpty() ? "." : ":");
        new ArrayList<>(messages.subList(from, messages.size()))
                .forEach(message -> text.append(NEW_LINE).append(message));
    }
}
