package io.doip4j.client.uds;

import io.doip4j.client.DoipException;
import io.doip4j.client.uds.Expectation.Match;
import io.doip4j.client.uds.UdsTimeoutException.Wait;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.NegativeResponse;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.ServiceId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One request to one target, from its place in the queue to its outcome.
 *
 * <p>Before it is sent it waits until no answer to an earlier request can be mistaken for its own ({@link LateAnswers}). Such an
 * answer is over when it came, or when the target answered a probe that was sent after the earlier request: a target handles one
 * request after the other.
 */
final class Exchange implements RequestLine.Request {
    private static final Duration TRANSPORT_LIMIT = Duration.ofSeconds(30);

    private enum Phase {
        QUEUED,
        /** An answer to an earlier request may still come. */
        SETTLING,
        SENDING,
        WAITING,
        /** Before it is repeated. */
        PAUSING,
        DONE
    }

    private final LogicalAddress target;
    private final Expectation expectation;
    private final UdsOptions options;
    private final Engine engine;
    private final CompletableFuture<UdsOutcome> result = new CompletableFuture<>();
    private final CallbackQueue callbacks;
    private final Alarm alarm;
    private final Alarm overall;
    private @Nullable TargetQueue queue;
    private Phase phase = Phase.QUEUED;
    private @Nullable Probe probe;
    private int probesUnderWay;
    private boolean wantsAnswer;
    private long sentAt;
    private int attempt;
    private int pendings;
    private int repeats;
    private @Nullable Bytes otherEcho;

    Exchange(Engine engine, LogicalAddress target, Bytes request, UdsOptions options) {
        this.engine = engine;
        this.target = target;
        this.expectation = new Expectation(request);
        this.options = options;
        this.callbacks = new CallbackQueue(options.executor);
        this.alarm = new Alarm(engine);
        this.overall = new Alarm(engine);
        this.wantsAnswer = !expectation.suppressed();
    }

    CompletableFuture<UdsOutcome> result() {
        return result;
    }

    UdsOptions options() {
        return options;
    }

    // Queue

    @Override
    public void refuse(Effects effects) {
        phase = Phase.DONE;
        complete(
                new UdsException(
                        target,
                        RequestLine.LIMIT + " requests for " + target + " wait already: wait for answers in between"),
                effects);
    }

    void submitted(TargetQueue queue, Effects effects) {
        this.queue = queue;
        if (options.overallLimit != null) {
            overall.set(options.overallLimit, this::overallLimitReached, effects);
        }
    }

    private TargetQueue queue() {
        if (queue == null) {
            throw new IllegalStateException("not submitted");
        }
        return queue;
    }

    @Override
    public void start(Effects effects) {
        Duration late = queue().late().remaining(expectation.serviceId(), engine.now());
        if (late.isZero() || wantsNoAnswerAtAll()) {
            transmit(effects);
            return;
        }
        phase = Phase.SETTLING;
        Duration pause = late;
        if (probe == null && options.probing) {
            probe = Probe.beside(expectation, queue().late(), engine.now());
        }
        if (probe != null) {
            pause = late.compareTo(options.p6) < 0 ? late : options.p6;
            sendProbe(probe, effects);
        }
        alarm.set(pause, this::start, effects);
    }

    private void sendProbe(Probe sent, Effects effects) {
        int mine = ++attempt;
        if (probesUnderWay == 0) {
            sentAt = engine.now();
        }
        probesUnderWay++;
        engine.send(
                target,
                sent.request(),
                (failure, next) -> {
                    // The request itself will tell why nothing can be sent
                    if (failure != null && attempt == mine && phase == Phase.SETTLING) {
                        probesUnderWay -= Engine.mayHaveArrived(failure) ? 0 : 1;
                        transmit(next);
                    }
                },
                effects);
    }

    /** Whatever could be mistaken for the answer may have come now. */
    void lateAnswerCame(Effects effects) {
        if (phase == Phase.SETTLING && !queue().late().expects(expectation.serviceId(), engine.now())) {
            transmit(effects);
        }
    }

    /** Now they are requests that nobody waits for. */
    private void leaveProbes() {
        for (; probe != null && probesUnderWay > 0; probesUnderWay--) {
            queue().late().add(probe.expectation(), true, options.lateAnswers, engine.now());
        }
        probe = null;
    }

    private void transmit(Effects effects) {
        leaveProbes();
        phase = Phase.SENDING;
        sentAt = engine.now();
        int mine = ++attempt;
        alarm.set(TRANSPORT_LIMIT, this::transportSilent, effects);
        engine.send(target, expectation.request(), (failure, next) -> sent(mine, failure, next), effects);
    }

    private void sent(int mine, @Nullable DoipException failure, Effects effects) {
        // An answer may have been faster
        if (attempt != mine || phase != Phase.SENDING) {
            return;
        }
        if (failure != null) {
            if (Engine.mayHaveArrived(failure)) {
                answersLate();
            }
            finish(failure, effects);
            return;
        }
        phase = Phase.WAITING;
        if (wantsAnswer) {
            alarm.set(queue().p6(options), this::p6Expired, effects);
            return;
        }
        queue().unanswered(options);
        if (suppressionWait().isZero()) {
            suppressionEnded(effects);
        } else {
            alarm.set(suppressionWait(), this::suppressionEnded, effects);
        }
    }

    private Duration suppressionWait() {
        return options.suppression == null ? Duration.ZERO : options.suppression;
    }

    // Answers

    boolean answer(Bytes message, Effects effects) {
        if (phase == Phase.SETTLING) {
            return probe != null && answerToProbe(probe, message, effects);
        }
        if (phase != Phase.SENDING && phase != Phase.WAITING) {
            return false;
        }
        Match match = expectation.match(message);
        if (wantsNoAnswerAtAll()) {
            // It came before the news that the request is taken: not waited for all the same
            if (match != Match.FOREIGN && match != Match.OTHER_ECHO) {
                queue().unanswered(options);
                suppressionEnded(effects);
            }
            return false;
        }
        switch (match) {
            case POSITIVE -> positive(message, effects);
            case NEGATIVE -> negative(message, effects);
            case PENDING -> pending(effects);
            case MALFORMED -> finish(new UdsOutcome.Malformed(target, expectation.request(), message), effects);
            case OTHER_ECHO -> {
                otherEcho = message;
                return false;
            }
            case FOREIGN -> {
                return false;
            }
        }
        return true;
    }

    private boolean wantsNoAnswerAtAll() {
        return !wantsAnswer && suppressionWait().isZero();
    }

    private boolean answerToProbe(Probe sent, Bytes message, Effects effects) {
        Match match = sent.expectation().match(message);
        if (match == Match.FOREIGN || match == Match.OTHER_ECHO) {
            return false;
        }
        if (match == Match.PENDING) {
            return true;
        }
        probesUnderWay = Math.max(0, probesUnderWay - 1);
        // A busy target has not come to the probe: it still works on an earlier request
        if (!Expectation.isBusy(message)) {
            queue().late().settle(sentAt);
            transmit(effects);
        }
        return true;
    }

    private void positive(Bytes message, Effects effects) {
        adoptTiming(message);
        queue().late().settle(sentAt);
        finish(new UdsOutcome.Positive(target, new PositiveResponse(message)), effects);
    }

    private void adoptTiming(Bytes message) {
        if (expectation.serviceId() == ServiceId.DIAGNOSTIC_SESSION_CONTROL.value()) {
            SessionTiming timing = SessionTiming.read(message);
            queue().serverTiming(
                            timing.p2().orElse(Duration.ZERO), timing.p2Star().orElse(Duration.ZERO));
        } else if (expectation.serviceId() == ServiceId.ECU_RESET.value()) {
            queue().serverTiming(Duration.ZERO, Duration.ZERO);
        }
    }

    private void negative(Bytes message, Effects effects) {
        NegativeResponse response = new NegativeResponse(message.u8(1), Nrc.of(message.u8(2)));
        if (options.repeatOn.contains(response.nrc()) && repeats < options.repeatLimit) {
            repeats++;
            phase = Phase.PAUSING;
            alarm.set(options.repeatDelay, this::start, effects);
            return;
        }
        if (!response.nrc().equals(Nrc.BUSY_REPEAT_REQUEST)) {
            queue().late().settle(sentAt);
        }
        finish(new UdsOutcome.Negative(target, response), effects);
    }

    private void pending(Effects effects) {
        pendings++;
        if (pendings > options.pendingLimit) {
            timeOut(
                    Wait.PENDING_LIMIT,
                    queue().p6Star(options),
                    "has said 0x78, response pending, more than " + options.pendingLimit
                            + " times: allow more in the options",
                    effects);
            return;
        }
        phase = Phase.WAITING;
        // The final answer comes in any case, a positive one too
        wantsAnswer = true;
        alarm.set(queue().p6Star(options), this::p6StarExpired, effects);
        int count = pendings;
        effects.add(() -> callbacks.call(() -> options.pendingListener.pending(target, expectation.request(), count)));
    }

    // Ends

    private void suppressionEnded(Effects effects) {
        // TesterPresent is sent all the time, and what its answer says is always the same
        if (expectation.serviceId() != ServiceId.TESTER_PRESENT.value()) {
            Duration p6 = queue().p6(options);
            Duration longest = p6.compareTo(options.lateAnswers) < 0 ? p6 : options.lateAnswers;
            queue().late().add(expectation, false, longest, engine.now());
        }
        finish(new UdsOutcome.Suppressed(target), effects);
    }

    private void p6Expired(Effects effects) {
        if (otherEcho != null) {
            answersLate();
            finish(new UdsOutcome.Unexpected(target, expectation.request(), otherEcho), effects);
            return;
        }
        timeOut(
                Wait.RESPONSE,
                queue().p6(options),
                "does not answer: check that it is there and powered, or wait longer (P6)",
                effects);
    }

    private void p6StarExpired(Effects effects) {
        timeOut(
                Wait.AFTER_PENDING,
                queue().p6Star(options),
                "said 0x78, response pending, and nothing since: it may have been reset, or wait longer (P6*)",
                effects);
    }

    private void transportSilent(Effects effects) {
        timeOut(Wait.TRANSPORT, TRANSPORT_LIMIT, "was not reached: check the connection", effects);
    }

    private void overallLimitReached(Effects effects) {
        Duration limit = options.overallLimit == null ? Duration.ZERO : options.overallLimit;
        timeOut(Wait.OVERALL, limit, "has not given its final answer: raise the overall limit", effects);
    }

    private void timeOut(Wait kind, Duration waited, String problem, Effects effects) {
        if (phase == Phase.SENDING || phase == Phase.WAITING) {
            answersLate();
        }
        String text =
                target + " " + problem + ". Request " + expectation.request() + ", waited " + waited.toMillis() + " ms";
        finish(new UdsTimeoutException(target, kind, waited, text), effects);
    }

    private void answersLate() {
        queue().late().add(expectation, true, options.lateAnswers, engine.now());
    }

    @Override
    public void lost(DoipException why, Effects effects) {
        if (phase == Phase.WAITING || phase == Phase.PAUSING) {
            closed(why, effects);
        } else if (phase == Phase.SETTLING) {
            // A new connection brings no late answers
            start(effects);
        }
    }

    /** The connection has ended. Where a reset has begun and no answer was wanted, that is what was to be expected. */
    @Override
    public void closed(DoipException why, Effects effects) {
        if (phase == Phase.WAITING && !wantsAnswer && mayCloseConnection()) {
            finish(new UdsOutcome.Suppressed(target), effects);
        } else {
            finish(why, effects);
        }
    }

    private boolean mayCloseConnection() {
        return expectation.serviceId() == ServiceId.ECU_RESET.value()
                || expectation.serviceId() == ServiceId.DIAGNOSTIC_SESSION_CONTROL.value();
    }

    private void finish(UdsOutcome outcome, Effects effects) {
        effects.add(() -> result.complete(outcome));
        done(effects);
    }

    private void finish(DoipException failure, Effects effects) {
        complete(failure, effects);
        done(effects);
    }

    private void complete(DoipException failure, Effects effects) {
        effects.add(() -> result.completeExceptionally(failure));
    }

    private void done(Effects effects) {
        leaveProbes();
        phase = Phase.DONE;
        alarm.cancel(effects);
        overall.cancel(effects);
        queue().finished(this, effects);
    }
}
