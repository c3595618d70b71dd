package io.doip4j.client.uds;

import io.doip4j.client.DiagnosticLink;
import io.doip4j.client.DoipException;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.spi.Cancellable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects the state machines of all targets with the link. Every step runs under one lock and only decides; what it decided is
 * done afterwards, see {@link Effects}.
 */
final class Engine implements DiagnosticLink.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final DiagnosticLink link;
    private final Object lock = new Object();
    private final Set<Thread> calledBack = ConcurrentHashMap.newKeySet();
    private final Map<LogicalAddress, TargetQueue> targets = new HashMap<>();
    private final LateAnswers lateOfAll = new LateAnswers();
    private final GroupQueue groups = new GroupQueue(this);
    private final UnsolicitedMessages unsolicited = new UnsolicitedMessages();
    private Cancellable listening = () -> {};
    private boolean closed;

    private Engine(DiagnosticLink link) {
        this.link = link;
    }

    static Engine on(DiagnosticLink link) {
        Engine engine = new Engine(link);
        engine.listening = link.listen(engine);
        return engine;
    }

    /** A step that a user of the client began. */
    void act(Consumer<Effects> step) {
        Effects effects = new Effects();
        synchronized (lock) {
            step.accept(effects);
        }
        effects.run();
    }

    /** A step that the link began: its thread must not wait for an answer. */
    private void called(Consumer<Effects> step) {
        boolean outermost = calledBack.add(Thread.currentThread());
        try {
            act(step);
        } finally {
            if (outermost) {
                calledBack.remove(Thread.currentThread());
            }
        }
    }

    boolean isCalledBack() {
        return calledBack.contains(Thread.currentThread());
    }

    void submit(LogicalAddress target, Exchange exchange) {
        act(effects -> {
            requireOpen();
            queue(target).submit(exchange, effects);
        });
    }

    void submit(GroupExchange exchange) {
        act(effects -> {
            requireOpen();
            groups.submit(exchange, effects);
        });
    }

    /** Sends past all queues, what nobody answers. */
    CompletionStage<Void> sendNow(LogicalAddress target, Bytes message) {
        try {
            return link.send(target, message);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    boolean isIdle(LogicalAddress target) {
        synchronized (lock) {
            TargetQueue queue = targets.get(target);
            return queue == null || queue.isIdle();
        }
    }

    Cancellable listen(UnsolicitedListener listener, UdsOptions options) {
        return unsolicited.add(listener, options);
    }

    void close() {
        listening.cancel();
        act(effects -> {
            closed = true;
            groups.closed(new DoipException("the UDS client was closed while a request waited"), effects);
            targets.values()
                    .forEach(queue -> queue.closed(
                            new DoipException("the UDS client was closed while a request waited"), effects));
        });
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the UDS client is closed: make a new one");
        }
    }

    private TargetQueue queue(LogicalAddress target) {
        return targets.computeIfAbsent(target, address -> new TargetQueue(this, lateOfAll));
    }

    // What the state machines call

    long now() {
        return link.clock().nanoTime();
    }

    /** Sends after the step, and then tells what came of it: null for success. */
    void send(
            LogicalAddress target, Bytes message, BiConsumer<@Nullable DoipException, Effects> taken, Effects effects) {
        effects.add(() -> {
            CompletionStage<Void> sent;
            try {
                sent = link.send(target, message);
            } catch (RuntimeException e) {
                act(next -> taken.accept(failure(target, e), next));
                return;
            }
            sent.whenComplete((none, error) ->
                    called(next -> taken.accept(error == null ? null : failure(target, error), next)));
        });
    }

    private static DoipException failure(LogicalAddress target, Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof DoipException known
                ? known
                : new UdsException(target, "the request to " + target + " could not be sent: " + cause, cause);
    }

    Cancellable schedule(Duration delay, Consumer<Effects> action) {
        try {
            return link.schedule(delay, () -> called(action));
        } catch (RuntimeException e) {
            // Without a timer the request would wait for ever
            LOG.warn("a wait ends at once: the link takes no timer any more", e);
            act(action);
            return () -> {};
        }
    }

    /** A functional request may yet be answered by anybody, also by a target that nothing was sent to so far. */
    void mayAnswerLate(Expectation expectation, Duration longest) {
        lateOfAll.add(expectation, false, longest, now());
        targets.values().forEach(queue -> queue.late().add(expectation, false, longest, now()));
    }

    void answersLate(LogicalAddress source, Expectation expectation, Duration longest) {
        queue(source).late().add(expectation, true, longest, now());
    }

    // What the link calls

    @Override
    public void message(LogicalAddress source, Bytes userData) {
        if (userData.isEmpty()) {
            return;
        }
        called(effects -> {
            TargetQueue queue = targets.get(source);
            if (queue != null && queue.answer(userData, effects)) {
                return;
            }
            boolean late = queue != null && queue.takeLate(userData, true, effects);
            if (!late && groups.answer(source, userData, effects)) {
                return;
            }
            if (!late && queue != null) {
                queue.takeLate(userData, false, effects);
            }
            unsolicited.message(source, userData, effects);
        });
    }

    @Override
    public void periodic(LogicalAddress source, Bytes data) {
        called(effects -> unsolicited.periodic(source, data, effects));
    }

    @Override
    public void closed(DoipException why) {
        called(effects -> {
            lateOfAll.clear();
            groups.closed(why, effects);
            targets.values().forEach(queue -> queue.closed(why, effects));
        });
    }
}
