package io.doip4j.client.uds;

import io.doip4j.client.uds.Expectation.Match;
import io.doip4j.core.Bytes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The answers that a target may still send though nobody waits for them: to requests that ran into a time-out, to functional
 * requests that ended before it answered, and negative ones to requests that wanted no positive response.
 */
final class LateAnswers {
    private static final int LIMIT = 32;

    /**
     * @param positive whether it may be a positive one: not so if the request wanted none
     * @param since when its request was given up: no earlier than it was sent
     * @param until when it is no longer counted with
     */
    private record Late(Expectation expectation, boolean positive, long since, long until) {}

    private final Deque<Late> answers = new ArrayDeque<>();

    void add(Expectation expectation, boolean positive, Duration longest, long now) {
        if (longest.isZero()) {
            return;
        }
        prune(now);
        if (answers.size() == LIMIT) {
            answers.remove(oldest(expectation.serviceId()));
        }
        answers.addLast(new Late(expectation, positive, now, now + longest.toNanos()));
    }

    /** Many requests for one service do not push out what is known of others. */
    private Late oldest(int serviceId) {
        return answers.stream()
                .filter(late -> late.expectation.serviceId() == serviceId)
                .findFirst()
                .orElseGet(answers::getFirst);
    }

    void addAll(LateAnswers others) {
        answers.addAll(others.answers);
    }

    void clear() {
        answers.clear();
    }

    /** The target answered something that was sent then: it has nothing more to say to what came before. */
    void settle(long sentAt) {
        answers.removeIf(late -> late.since - sentAt <= 0);
    }

    /** How long an answer to this service may still come: a negative one does not tell to which of several requests it belongs. */
    Duration remaining(int serviceId, long now) {
        prune(now);
        long most = 0;
        for (Late late : answers) {
            if (late.expectation.serviceId() == serviceId) {
                most = Math.max(most, late.until - now);
            }
        }
        return Duration.ofNanos(most);
    }

    boolean expects(int serviceId, long now) {
        return !remaining(serviceId, now).isZero();
    }

    /**
     * Takes a message that is such an answer.
     *
     * @param likelyOnly leave those alone that a target as it should be does not send
     * @param p6Star how long the final answer may take if this is a 0x78
     * @return whether it was one
     */
    boolean take(Bytes message, boolean likelyOnly, Duration p6Star, long now) {
        prune(now);
        List<Late> kept = new ArrayList<>();
        boolean taken = false;
        for (Late late : answers) {
            Match match = taken ? Match.FOREIGN : late.expectation.match(message);
            boolean mine = match != Match.FOREIGN && match != Match.OTHER_ECHO;
            if (!mine || (likelyOnly && !late.positive && match == Match.POSITIVE)) {
                kept.add(late);
                continue;
            }
            taken = true;
            if (match == Match.PENDING) {
                long left = Math.max(late.until - now, p6Star.toNanos());
                kept.add(new Late(late.expectation, true, late.since, now + left));
            }
        }
        answers.clear();
        answers.addAll(kept);
        return taken;
    }

    private void prune(long now) {
        answers.removeIf(late -> late.until - now <= 0);
    }
}
