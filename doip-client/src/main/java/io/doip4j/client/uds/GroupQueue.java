package io.doip4j.client.uds;

import io.doip4j.client.DoipException;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functional requests: one at a time over all groups, as an answer does not say which group it is for. */
final class GroupQueue {
    /** How many functional requests may wait. */
    static final int LIMIT = 256;

    private final Engine engine;
    private final Deque<GroupExchange> waiting = new ArrayDeque<>();
    private final Pause pause;
    private @Nullable GroupExchange current;

    GroupQueue(Engine engine) {
        this.engine = engine;
        this.pause = new Pause(engine);
    }

    Engine engine() {
        return engine;
    }

    void submit(GroupExchange exchange, Effects effects) {
        if (waiting.size() >= LIMIT) {
            exchange.refuse(effects);
            return;
        }
        waiting.addLast(exchange);
        exchange.submitted(this, effects);
        next(effects);
    }

    private void next(Effects effects) {
        while (current == null && !waiting.isEmpty() && !pause.holds(this::next, effects)) {
            GroupExchange next = waiting.removeFirst();
            current = next;
            next.transmit(effects);
        }
    }

    void finished(GroupExchange exchange, Effects effects) {
        waiting.removeIf(other -> other == exchange);
        if (current == exchange) {
            current = null;
            next(effects);
        }
    }

    /** A request was sent that is not answered. */
    void unanswered(UdsOptions options) {
        pause.begin(options.p3);
    }

    boolean answer(LogicalAddress source, Bytes message, Effects effects) {
        GroupExchange exchange = current;
        return exchange != null && exchange.answer(source, message, effects);
    }

    void closed(DoipException why, Effects effects) {
        pause.end(effects);
        List<GroupExchange> all = new ArrayList<>(waiting);
        waiting.clear();
        GroupExchange exchange = current;
        if (exchange != null) {
            all.add(0, exchange);
        }
        all.forEach(each -> each.closed(why, effects));
    }
}
