package io.doip4j.client.uds;

import io.doip4j.client.DoipException;
import io.doip4j.client.uds.UdsTimeoutException.Wait;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.NegativeResponse;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.UdsResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One functional request, and the answers of everybody who has something to say.
 *
 * <p>When it ends there is no knowing who may yet answer, so everybody who did not is expected to ({@link LateAnswers}). It does
 * not wait for such answers to earlier requests itself: nobody could be asked whether they come. What may be one counts as the
 * answer of its sender until another comes from there, and does not count when it comes to whether there are enough.
 */
final class GroupExchange implements RequestLine.Request {
    private static final Duration TRANSPORT_LIMIT = Duration.ofSeconds(30);

    private enum Phase {
        QUEUED,
        SENDING,
        WAITING,
        DONE
    }

    /**
     * @param count how often the sender has asked for more time
     * @param until when its answer has to be there
     */
    private record Pending(int count, long until) {}

    private final LogicalAddress group;
    private final Expectation expectation;
    private final int mostAnswers;
    private final UdsOptions options;
    private final Engine engine;
    private final CompletableFuture<List<UdsAnswer>> result = new CompletableFuture<>();
    private final CallbackQueue callbacks;
    private final Alarm alarm;
    private final Alarm overall;
    private final Map<LogicalAddress, UdsAnswer> answers = new LinkedHashMap<>();
    /** Whose answer may be that to an earlier request. */
    private final Set<LogicalAddress> doubtful = new LinkedHashSet<>();

    private final Map<LogicalAddress, Pending> pendings = new HashMap<>();
    private @Nullable GroupQueue queue;
    private Phase phase = Phase.QUEUED;
    private long sentAt;
    private long until;

    GroupExchange(Engine engine, LogicalAddress group, Bytes request, int mostAnswers, UdsOptions options) {
        this.engine = engine;
        this.group = group;
        this.expectation = new Expectation(request);
        this.mostAnswers = mostAnswers;
        this.options = options;
        this.callbacks = new CallbackQueue(options.executor);
        this.alarm = new Alarm(engine);
        this.overall = new Alarm(engine);
    }

    CompletableFuture<List<UdsAnswer>> result() {
        return result;
    }

    @Override
    public void refuse(Effects effects) {
        phase = Phase.DONE;
        UdsException failure = new UdsException(
                group, RequestLine.LIMIT + " functional requests wait already: wait for answers in between");
        effects.add(() -> result.completeExceptionally(failure));
    }

    void submitted(GroupQueue queue, Effects effects) {
        this.queue = queue;
        if (options.overallLimit != null) {
            overall.set(options.overallLimit, this::overallLimitReached, effects);
        }
    }

    @Override
    public void start(Effects effects) {
        phase = Phase.SENDING;
        sentAt = engine.now();
        alarm.set(TRANSPORT_LIMIT, this::transportSilent, effects);
        engine.send(group, expectation.request(), this::sent, effects);
    }

    private void sent(@Nullable DoipException failure, Effects effects) {
        if (phase != Phase.SENDING) {
            return;
        }
        // Who answers has got the request, whatever became of its acknowledge
        boolean heard = !answers.isEmpty() || !pendings.isEmpty();
        if (failure != null && !(Engine.mayHaveArrived(failure) && heard)) {
            if (Engine.mayHaveArrived(failure)) {
                mayAnswerLate(Set.of());
            }
            finish(failure, effects);
            return;
        }
        phase = Phase.WAITING;
        until = engine.now() + collecting().toNanos();
        GroupQueue owner = queue;
        if (owner != null && expectation.suppressed()) {
            owner.unanswered(options);
        }
        if (collecting().isZero()) {
            end(effects);
        } else {
            await(effects);
        }
    }

    /** How long to wait for the next answer. */
    private Duration collecting() {
        if (!expectation.suppressed()) {
            return options.p6;
        }
        return options.suppression == null ? Duration.ZERO : options.suppression;
    }

    private void await(Effects effects) {
        long latest = until;
        for (Pending pending : pendings.values()) {
            latest = pending.until - latest > 0 ? pending.until : latest;
        }
        alarm.set(Duration.ofNanos(Math.max(0, latest - engine.now())), this::answeredAll, effects);
    }

    boolean answer(LogicalAddress source, Bytes message, Effects effects) {
        boolean settled = answers.containsKey(source) && !doubtful.contains(source);
        if ((phase != Phase.SENDING && phase != Phase.WAITING) || settled) {
            return false;
        }
        switch (expectation.match(message)) {
            case POSITIVE, NEGATIVE -> finalAnswer(source, message, effects);
            case PENDING -> {
                // Whatever it is for, it puts off what may come late
                engine.mayBeLate(source, message, effects);
                pending(source, effects);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void finalAnswer(LogicalAddress source, Bytes message, Effects effects) {
        // Who is busy with an earlier request has yet to answer that
        boolean busy = Expectation.isBusy(message);
        boolean certain = busy || !engine.mayBeLate(source, message, effects);
        if (certain && !busy) {
            engine.settle(source, sentAt);
        }
        answered(source, UdsResponse.read(message), certain, effects);
    }

    private void answered(LogicalAddress source, UdsResponse response, boolean certain, Effects effects) {
        pendings.remove(source);
        drop(source, effects);
        answers.put(source, new UdsAnswer(source, response));
        if (!certain) {
            doubtful.add(source);
        }
        if (answers.size() - doubtful.size() >= mostAnswers) {
            end(effects);
        } else if (phase == Phase.WAITING) {
            until = engine.now() + collecting().toNanos();
            await(effects);
        }
    }

    /** What was taken for an answer was that to an earlier request. */
    private void drop(LogicalAddress source, Effects effects) {
        doubtful.remove(source);
        UdsAnswer late = answers.remove(source);
        if (late != null) {
            engine.unsolicited(source, late.response().message(), effects);
        }
    }

    private void pending(LogicalAddress source, Effects effects) {
        Pending before = pendings.get(source);
        int count = before == null ? 1 : before.count + 1;
        if (count > options.pendingLimit) {
            engine.answersLate(source, expectation, options.lateAnswers);
            answered(source, unfinished(), true, effects);
            return;
        }
        pendings.put(source, new Pending(count, engine.now() + options.p6Star.toNanos()));
        effects.add(() -> callbacks.call(() -> options.pendingListener.pending(source, expectation.request(), count)));
        if (phase == Phase.WAITING) {
            await(effects);
        }
    }

    private NegativeResponse unfinished() {
        return new NegativeResponse(expectation.serviceId(), Nrc.RESPONSE_PENDING);
    }

    /** Nobody has anything more to say, also those whose answer was doubtful: another would have come by now. */
    private void answeredAll(Effects effects) {
        if (!expectation.suppressed()) {
            dropSurplus(effects);
            doubtful.forEach(source -> engine.settle(source, sentAt));
            doubtful.clear();
        }
        end(effects);
    }

    private void dropSurplus(Effects effects) {
        List.copyOf(doubtful).stream()
                .limit(Math.max(0, answers.size() - mostAnswers))
                .forEach(source -> drop(source, effects));
    }

    private void end(Effects effects) {
        dropSurplus(effects);
        Set<LogicalAddress> heard = new HashSet<>(answers.keySet());
        heard.removeAll(doubtful);
        heard.addAll(pendings.keySet());
        boolean enough = answers.size() >= mostAnswers;
        pendings.keySet().forEach(source -> {
            engine.answersLate(source, expectation, options.lateAnswers);
            if (!enough) {
                drop(source, effects);
                answers.put(source, new UdsAnswer(source, unfinished()));
            }
        });
        mayAnswerLate(heard);
        List<UdsAnswer> all = List.copyOf(new ArrayList<>(answers.values()));
        effects.add(() -> result.complete(all));
        done(effects);
    }

    private void mayAnswerLate(Set<LogicalAddress> heard) {
        if (!expectation.suppressed()) {
            engine.mayAnswerLate(expectation, true, options.lateAnswers, heard);
        } else if (expectation.serviceId() != ServiceId.TESTER_PRESENT.value()) {
            Duration longest = options.p6.compareTo(options.lateAnswers) < 0 ? options.p6 : options.lateAnswers;
            engine.mayAnswerLate(expectation, false, longest, heard);
        }
    }

    private void overallLimitReached(Effects effects) {
        if (phase == Phase.WAITING) {
            end(effects);
            return;
        }
        Duration limit = options.overallLimit == null ? Duration.ZERO : options.overallLimit;
        timeOut(Wait.OVERALL, limit, "could not be sent yet: raise the overall limit", effects);
    }

    private void transportSilent(Effects effects) {
        timeOut(Wait.TRANSPORT, TRANSPORT_LIMIT, "was not taken over: check the connection", effects);
    }

    private void timeOut(Wait kind, Duration waited, String problem, Effects effects) {
        if (phase == Phase.SENDING) {
            mayAnswerLate(Set.of());
        }
        String text = "the functional request " + expectation.request() + " to " + group + " " + problem + ". Waited "
                + waited.toMillis() + " ms";
        finish(new UdsTimeoutException(group, kind, waited, text), effects);
    }

    @Override
    public void lost(DoipException why, Effects effects) {
        if (phase == Phase.WAITING) {
            closed(why, effects);
        }
    }

    @Override
    public void closed(DoipException why, Effects effects) {
        finish(why, effects);
    }

    private void finish(DoipException failure, Effects effects) {
        effects.add(() -> result.completeExceptionally(failure));
        done(effects);
    }

    private void done(Effects effects) {
        phase = Phase.DONE;
        alarm.cancel(effects);
        overall.cancel(effects);
        GroupQueue owner = queue;
        if (owner != null) {
            owner.finished(this, effects);
        }
    }
}
