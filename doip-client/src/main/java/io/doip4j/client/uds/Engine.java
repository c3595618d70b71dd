package io.doip4j.client.uds;

import io.doip4j.client.DiagnosticLink;
import io.doip4j.client.DoipException;
import io.doip4j.client.DoipTimeoutException;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.spi.Cancellable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
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
        step(step, effects);
        effects.run();
    }

    private void step(Consumer<Effects> step, Effects effects) {
        synchronized (lock) {
            step.accept(effects);
        }
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

    <T> T await(CompletableFuture<T> result) throws InterruptedException, ExecutionException {
        return link.await(result);
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
            Handover handover = new Handover(taken);
            try {
                // In order with the loss of the connection: what was taken over before that is lost with it
                link.send(target, message, failure -> handover.told(failure.orElse(null)));
            } catch (RuntimeException e) {
                handover.told(failure(target, e));
            }
            handover.returned(effects);
        });
    }

    /**
     * The news of one request. What a link tells at once becomes more of the effects under way: where it refuses all that waits,
     * one request after the other, the calls would nest.
     */
    private final class Handover {
        private final BiConsumer<@Nullable DoipException, Effects> taken;
        private @Nullable Thread sending = Thread.currentThread();
        private boolean isEarly;
        private @Nullable DoipException early;

        Handover(BiConsumer<@Nullable DoipException, Effects> taken) {
            this.taken = taken;
        }

        void told(@Nullable DoipException failure) {
            synchronized (this) {
                if (Thread.currentThread().equals(sending)) {
                    isEarly = true;
                    early = failure;
                    return;
                }
            }
            called(next -> taken.accept(failure, next));
        }

        void returned(Effects effects) {
            synchronized (this) {
                sending = null;
            }
            if (isEarly) {
                step(next -> taken.accept(early, next), effects);
            }
        }
    }

    private static DoipException failure(LogicalAddress target, RuntimeException cause) {
        return cause instanceof DoipException known
                ? known
                : new UdsException(target, "the request to " + target + " could not be sent: " + cause, cause);
    }

    /** Whether a target may have got a message though it was not sent properly: only its acknowledge may be missing. */
    static boolean mayHaveArrived(DoipException failure) {
        return failure instanceof DoipTimeoutException;
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

    /**
     * A functional request may yet be answered by anybody, also by a target that nothing was sent to so far.
     *
     * @param positive whether also with a positive response
     * @param except who has answered it
     */
    void mayAnswerLate(Expectation expectation, boolean positive, Duration longest, Set<LogicalAddress> except) {
        // Before the others: a new one gets what may come from all
        except.forEach(this::queue);
        lateOfAll.add(expectation, positive, longest, now());
        targets.forEach((source, queue) -> {
            if (!except.contains(source)) {
                queue.late().add(expectation, positive, longest, now());
            }
        });
    }

    void answersLate(LogicalAddress source, Expectation expectation, Duration longest) {
        queue(source).late().add(expectation, true, longest, now());
    }

    /** Whether a message may also be the late answer to an earlier request. Then that one is no longer expected. */
    boolean mayBeLate(LogicalAddress source, Bytes message, Effects effects) {
        return queue(source).takeLate(message, true, effects);
    }

    /** A target has answered a functional request that was sent then. */
    void settle(LogicalAddress source, long sentAt) {
        queue(source).late().settle(sentAt);
    }

    /** Tells of a message that turned out to be for no request. */
    void unsolicited(LogicalAddress source, Bytes message, Effects effects) {
        unsolicited.message(source, message, effects);
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
            if (groups.answer(source, userData, effects)) {
                return;
            }
            if (queue != null) {
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
            groups.lost(why, effects);
            targets.values().forEach(queue -> queue.lost(why, effects));
        });
    }
}
