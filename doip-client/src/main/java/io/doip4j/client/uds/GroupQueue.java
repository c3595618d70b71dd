package io.doip4j.client.uds;

import io.doip4j.client.DoipException;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;

/** The functional requests: one at a time over all groups, as an answer does not say which group it is for. */
final class GroupQueue {
    private final Engine engine;
    private final RequestLine<GroupExchange> line;

    GroupQueue(Engine engine) {
        this.engine = engine;
        this.line = new RequestLine<>(engine);
    }

    Engine engine() {
        return engine;
    }

    void submit(GroupExchange exchange, Effects effects) {
        line.submit(exchange, () -> exchange.submitted(this, effects), effects);
    }

    void finished(GroupExchange exchange, Effects effects) {
        line.finished(exchange, effects);
    }

    void unanswered(UdsOptions options) {
        line.unanswered(options);
    }

    boolean answer(LogicalAddress source, Bytes message, Effects effects) {
        GroupExchange exchange = line.current();
        return exchange != null && exchange.answer(source, message, effects);
    }

    void lost(DoipException why, Effects effects) {
        line.lost(why, effects);
    }

    void closed(DoipException why, Effects effects) {
        line.closed(why, effects);
    }
}
