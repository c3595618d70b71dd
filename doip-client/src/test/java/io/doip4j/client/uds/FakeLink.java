package io.doip4j.client.uds;

import io.doip4j.client.DiagnosticLink;
import io.doip4j.client.DoipException;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.uds.spi.Cancellable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A link without a network, on a clock that the test moves. It acknowledges at once, and answers as it was told. */
final class FakeLink implements DiagnosticLink {
    /**
     * @param target whom it was for
     * @param message what was sent
     */
    record Sent(LogicalAddress target, Bytes message) {}

    private record Timer(long due, long number, Runnable task) {}

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final List<Timer> timers = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private final Deque<CompletableFuture<Void>> unacknowledged = new ArrayDeque<>();
    private final Map<String, Deque<String[]>> script = new HashMap<>();
    private boolean acknowledging = true;
    private @Nullable DoipException refusal;
    private BiConsumer<LogicalAddress, Bytes> ecu = this::scripted;
    private long now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();
    private long numbers;

    /** Answers a request, always in the same way. */
    FakeLink answer(String request, String... answers) {
        script.computeIfAbsent(Bytes.hex(request).toHex(), any -> new ArrayDeque<>())
                .add(answers);
        return this;
    }

    void ecu(BiConsumer<LogicalAddress, Bytes> behaviour) {
        ecu = behaviour;
    }

    /** From now on {@link #acknowledge} has to be called for each request. */
    void holdAcknowledgements() {
        acknowledging = false;
    }

    void acknowledge() {
        unacknowledged.removeFirst().complete(null);
    }

    void refuse(DoipException why) {
        unacknowledged.removeFirst().completeExceptionally(why);
    }

    void refuseAll(@Nullable DoipException why) {
        refusal = why;
    }

    @Override
    public LogicalAddress testerAddress() {
        return LogicalAddress.of(0x0E80);
    }

    @Override
    public CompletionStage<Void> send(LogicalAddress target, Bytes userData) {
        sent.add(new Sent(target, userData));
        if (refusal != null) {
            return CompletableFuture.failedFuture(refusal);
        }
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        if (acknowledging) {
            acknowledged.complete(null);
        } else {
            unacknowledged.addLast(acknowledged);
        }
        ecu.accept(target, userData);
        return acknowledged;
    }

    /** The last of several scripted answers stays. */
    private void scripted(LogicalAddress target, Bytes request) {
        Deque<String[]> answers = script.get(request.toHex());
        if (answers != null) {
            String[] next = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
            for (String answer : next) {
                message(target.value(), answer);
            }
        }
    }

    void message(int source, String message) {
        message(source, Bytes.hex(message));
    }

    void message(int source, Bytes message) {
        listeners.forEach(listener -> listener.message(LogicalAddress.of(source), message));
    }

    void periodic(int source, String data) {
        listeners.forEach(listener -> listener.periodic(LogicalAddress.of(source), Bytes.hex(data)));
    }

    /** Ends for good. */
    void close(DoipException why) {
        refusal = why;
        lose(why);
    }

    /** Ends, but there will be a new connection: what is sent from now on waits for that. */
    void lose(DoipException why) {
        List<CompletableFuture<Void>> failing = List.copyOf(unacknowledged);
        unacknowledged.clear();
        failing.forEach(each -> each.completeExceptionally(why));
        listeners.forEach(listener -> listener.closed(why));
    }

    @Override
    public Cancellable listen(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public MonotonicClock clock() {
        return () -> now;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        Timer timer = new Timer(now + delay.toNanos(), numbers++, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    void advance(Duration time) {
        long end = now + time.toNanos();
        while (true) {
            Timer next = timers.stream()
                    .filter(timer -> timer.due - end <= 0)
                    .min(Comparator.<Timer>comparingLong(timer -> timer.due - end)
                            .thenComparingLong(Timer::number))
                    .orElse(null);
            if (next == null) {
                break;
            }
            timers.remove(next);
            now = next.due - now > 0 ? next.due : now;
            next.task.run();
        }
        now = end;
    }

    void advanceMillis(long millis) {
        advance(Duration.ofMillis(millis));
    }

    int armed() {
        return timers.size();
    }

    int listening() {
        return listeners.size();
    }

    /** What was sent so far, as {@code 1000: 22 F1 90}, and forgets it. */
    List<String> takeSent() {
        List<String> all = sent.stream()
                .map(one -> String.format("%04X: %s", one.target.value(), one.message.toHex()))
                .toList();
        sent.clear();
        return all;
    }
}
