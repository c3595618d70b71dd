package io.doip4j.client.internal.protocol;

import io.doip4j.core.message.DiagnosticAck;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The messages to one target. At most one is on its way without acknowledge; the others wait here.
 *
 * <p>An acknowledge does not say which message it is for. With one message on its way there is no question, until one has waited
 * in vain: its acknowledge may still come, and would then be taken for that of the next message. Entities acknowledge the messages
 * to a target in their order, so this counts how many acknowledges the target owes, and books what comes on the oldest
 * debt first. A message counts as acknowledged when nothing older is owed; or when its own time is over and fewer acknowledges
 * came than messages were sent: then it is the oldest one that was lost.
 */
final class TargetQueue {
    private final Queue<PendingMessage> waiting = new ArrayDeque<>();
    private @Nullable PendingMessage onItsWay;
    private int owed;

    void add(PendingMessage message) {
        waiting.add(message);
    }

    @Nullable
    PendingMessage onItsWay() {
        return onItsWay;
    }

    /** Whether acknowledges of messages that nobody waits for any more may still come. */
    boolean owes() {
        return owed > 0;
    }

    boolean hasNext() {
        return onItsWay == null && !waiting.isEmpty();
    }

    PendingMessage next() {
        PendingMessage next = waiting.remove();
        onItsWay = next;
        return next;
    }

    /** Finds the message that an acknowledge is for. Returns null if it is a late one, or for none at all. */
    @Nullable
    PendingMessage acknowledged(Outcome<DiagnosticAck> outcome) {
        PendingMessage current = onItsWay;
        if (owed > 0) {
            owed--;
            if (current != null) {
                current.doubt(outcome);
            }
            return null;
        }
        onItsWay = null;
        return current;
    }

    /** The message on its way is given up. */
    void giveUp() {
        onItsWay = null;
        owed++;
    }

    /** What was owed is lost for good: the last acknowledge was that of the message on its way. */
    void writeOff() {
        onItsWay = null;
        owed = 0;
    }

    /** The message on its way was refused in another way than by an acknowledge: none will come. */
    void refused() {
        onItsWay = null;
    }

    List<PendingMessage> takeWaiting() {
        List<PendingMessage> all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }

    /** Whether there is nothing to remember. */
    boolean isIdle() {
        return owed == 0 && onItsWay == null && waiting.isEmpty();
    }
}
