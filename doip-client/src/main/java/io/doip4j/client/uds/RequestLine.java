package io.doip4j.client.uds;

import io.doip4j.client.DoipException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests that take turns: one at a time, the others wait in order. */
final class RequestLine<R extends RequestLine.Request> {
    /** How many requests may wait. */
    static final int LIMIT = 256;

    /** A request that waits for its turn. */
    interface Request {
        /** Too many wait already. */
        void refuse(Effects effects);

        /** It is its turn. */
        void start(Effects effects);

        /**
         * The connection has ended, and there may be a new one. Nothing answers any more what was sent; what the link has not
         * taken over yet it fails itself, or sends over the new connection.
         */
        void lost(DoipException why, Effects effects);

        /** Nothing is sent any more. */
        void closed(DoipException why, Effects effects);
    }

    private final Deque<R> waiting = new ArrayDeque<>();
    private final Pause pause;
    private @Nullable R current;

    RequestLine(Engine engine) {
        this.pause = new Pause(engine);
    }

    boolean isIdle() {
        return current == null && waiting.isEmpty();
    }

    @Nullable
    R current() {
        return current;
    }

    /** Takes a request, unless too many wait; begins the next one, if none is under way. */
    void submit(R request, Runnable whenTaken, Effects effects) {
        if (waiting.size() >= LIMIT) {
            request.refuse(effects);
            return;
        }
        waiting.addLast(request);
        whenTaken.run();
        next(effects);
    }

    private void next(Effects effects) {
        while (current == null && !waiting.isEmpty() && !pause.holds(this::next, effects)) {
            R next = waiting.removeFirst();
            current = next;
            next.start(effects);
        }
    }

    void finished(R request, Effects effects) {
        waiting.removeIf(request::equals);
        if (request.equals(current)) {
            current = null;
            next(effects);
        }
    }

    /** A request was sent that is not answered. */
    void unanswered(UdsOptions options) {
        pause.begin(options.p3);
    }

    void lost(DoipException why, Effects effects) {
        pause.end(effects);
        R under = current;
        if (under != null) {
            under.lost(why, effects);
        }
        next(effects);
    }

    void closed(DoipException why, Effects effects) {
        pause.end(effects);
        List<R> all = new ArrayList<>(waiting);
        waiting.clear();
        R under = current;
        if (under != null) {
            all.add(0, under);
        }
        all.forEach(each -> each.closed(why, effects));
    }
}
