package io.doip4j.client.uds;

import io.doip4j.client.DoipException;
import io.doip4j.core.Bytes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests for one target: one at a time, the others wait in order. */
final class TargetQueue {
    /** How many requests may wait for one target. */
    static final int LIMIT = 256;

    private static final Duration NETWORK = Duration.ofMillis(500);

    private final Engine engine;
    private final LateAnswers late = new LateAnswers();
    private final Deque<Exchange> waiting = new ArrayDeque<>();
    private final Pause pause;
    private @Nullable Exchange current;
    private Duration serverP2 = Duration.ZERO;
    private Duration serverP2Star = Duration.ZERO;

    TargetQueue(Engine engine, LateAnswers lateOfAll) {
        this.engine = engine;
        this.pause = new Pause(engine);
        late.addAll(lateOfAll);
    }

    Engine engine() {
        return engine;
    }

    LateAnswers late() {
        return late;
    }

    boolean isIdle() {
        return current == null && waiting.isEmpty();
    }

    void submit(Exchange exchange, Effects effects) {
        if (waiting.size() >= LIMIT) {
            exchange.refuse(effects);
            return;
        }
        waiting.addLast(exchange);
        exchange.submitted(this, effects);
        next(effects);
    }

    /** Begins the next request, if none is under way. */
    private void next(Effects effects) {
        while (current == null && !waiting.isEmpty() && !pause.holds(this::next, effects)) {
            Exchange next = waiting.removeFirst();
            current = next;
            next.start(effects);
        }
    }

    void finished(Exchange exchange, Effects effects) {
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

    boolean answer(Bytes message, Effects effects) {
        Exchange exchange = current;
        return exchange != null && exchange.answer(message, effects);
    }

    boolean takeLate(Bytes message, boolean sureOnly, Effects effects) {
        Exchange exchange = current;
        Duration p6Star = exchange == null ? UdsOptions.defaults().p6Star : p6Star(exchange.options());
        if (!late.take(message, sureOnly, p6Star, engine.now())) {
            return false;
        }
        if (exchange != null) {
            exchange.lateAnswerCame(effects);
        }
        return true;
    }

    void closed(DoipException why, Effects effects) {
        late.clear();
        pause.end(effects);
        List<Exchange> all = new ArrayList<>(waiting);
        waiting.clear();
        Exchange exchange = current;
        if (exchange != null) {
            all.add(0, exchange);
        }
        all.forEach(each -> each.closed(why, effects));
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
