package io.doip4j.client.uds;

import io.doip4j.client.DoipException;
import io.doip4j.core.Bytes;
import java.time.Duration;

/** The requests for one target: one at a time, the others wait in order. */
final class TargetQueue {
    private static final Duration NETWORK = Duration.ofMillis(500);

    private final Engine engine;
    private final LateAnswers late = new LateAnswers();
    private final RequestLine<Exchange> line;
    private Duration serverP2 = Duration.ZERO;
    private Duration serverP2Star = Duration.ZERO;

    TargetQueue(Engine engine, LateAnswers lateOfAll) {
        this.engine = engine;
        this.line = new RequestLine<>(engine);
        late.addAll(lateOfAll);
    }

    Engine engine() {
        return engine;
    }

    LateAnswers late() {
        return late;
    }

    boolean isIdle() {
        return line.isIdle();
    }

    void submit(Exchange exchange, Effects effects) {
        line.submit(exchange, () -> exchange.submitted(this, effects), effects);
    }

    void finished(Exchange exchange, Effects effects) {
        line.finished(exchange, effects);
    }

    void unanswered(UdsOptions options) {
        line.unanswered(options);
    }

    boolean answer(Bytes message, Effects effects) {
        Exchange exchange = line.current();
        return exchange != null && exchange.answer(message, effects);
    }

    boolean takeLate(Bytes message, boolean likelyOnly, Effects effects) {
        Exchange exchange = line.current();
        Duration p6Star = exchange == null ? UdsOptions.defaults().p6Star : p6Star(exchange.options());
        if (!late.take(message, likelyOnly, p6Star, engine.now())) {
            return false;
        }
        if (exchange != null) {
            exchange.lateAnswerCame(effects);
        }
        return true;
    }

    void lost(DoipException why, Effects effects) {
        late.clear();
        line.lost(why, effects);
    }

    void closed(DoipException why, Effects effects) {
        line.closed(why, effects);
    }

    /** Remembers the times that the server gave, for those who adopt them. */
    void serverTiming(Duration p2, Duration p2Star) {
        serverP2 = p2;
        serverP2Star = p2Star;
    }

    Duration p6(UdsOptions options) {
        return options.adoptServerTiming ? longer(options.p6, serverP2) : options.p6;
    }

    Duration p6Star(UdsOptions options) {
        return options.adoptServerTiming ? longer(options.p6Star, serverP2Star) : options.p6Star;
    }

    private static Duration longer(Duration own, Duration ofServer) {
        Duration withNetwork = ofServer.plus(NETWORK);
        return ofServer.isZero() || withNetwork.compareTo(own) < 0 ? own : withNetwork;
    }
}
