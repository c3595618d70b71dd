package io.doip4j.client.internal.protocol;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.codec.DoipFramer;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.core.codec.HeaderViolation;
import io.doip4j.core.message.AliveCheckRequest;
import io.doip4j.core.message.AliveCheckResponse;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNack;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.GenericNack;
import io.doip4j.core.message.PeriodicDiagnosticMessage;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationResponse;
import io.doip4j.uds.spi.Cancellable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP_DATA connection of a tester: what it does with every byte and every wish (ISO 13400-2). Input, time, wishes and the
 * loss of the connection go in; effects on the {@link MachineLink} come out.
 *
 * <p>Not safe for use by several threads: whoever drives it holds a lock.
 */
public final class TesterMachine {
    private static final Logger LOG = LoggerFactory.getLogger(TesterMachine.class);

    private final MachineSettings settings;
    private final MachineLink link;
    private final DoipFramer framer;
    private final Map<LogicalAddress, TargetQueue> targets = new LinkedHashMap<>();
    private final Set<Waiting> unanswered = new LinkedHashSet<>();
    private final ActivationHost activationHost = new ActivationHost();
    private @Nullable ActivationExchange activation;
    private @Nullable Cancellable keepAlive;
    private Failure.@Nullable Ended end;
    private int outstanding;
    private long lastSent;

    /**
     * A connection that was just opened.
     *
     * @param settings what to do
     * @param link effects
     */
    public TesterMachine(MachineSettings settings, MachineLink link) {
        this.settings = settings;
        this.link = link;
        this.framer = new DoipFramer(HeaderRules.tester(settings.maxPayloadLength()));
    }

    /**
     * Processes received bytes.
     *
     * @param input the bytes; all are used
     */
    public void input(ByteBuffer input) {
        while (end == null) {
            switch (framer.next(input)) {
                case MESSAGE -> received(framer.message());
                case VIOLATION -> violation(framer.violation());
                case NEED_INPUT -> {
                    return;
                }
            }
        }
        input.position(input.limit());
    }

    /**
     * Asks for routing.
     *
     * @param parameters how
     * @param done is told the last response, whatever its code, or why there was none; once
     * @throws IllegalStateException if the last activation is not over yet
     */
    public void activate(ActivationParameters parameters, Consumer<Outcome<RoutingActivationResponse>> done) {
        if (activation != null) {
            throw new IllegalStateException("a routing activation is on its way already: wait until it is answered");
        }
        Failure.Ended ended = end;
        if (ended != null) {
            done.accept(new Outcome.Failed<>(ended));
            return;
        }
        ActivationExchange exchange = new ActivationExchange(activationHost, parameters, outcome -> {
            if (outcome instanceof Outcome.Done<RoutingActivationResponse> answer
                    && answer.value().code().equals(RoutingActivationCode.ACTIVATED)) {
                armKeepAlive(settings.keepAlive());
            }
            done.accept(outcome);
        });
        activation = exchange;
        unanswered.add(exchange);
        lastSent = link.now();
        exchange.ask();
    }

    /**
     * Sends a diagnostic message, as soon as the one before it to the same target is acknowledged.
     *
     * @param message the message
     */
    public void send(PendingMessage message) {
        Failure.Ended ended = end;
        if (ended != null) {
            message.fail(ended);
        } else if (outstanding >= settings.maxOutstanding()) {
            message.fail(new Failure.QueueFull(settings.maxOutstanding()));
        } else {
            outstanding++;
            TargetQueue queue = targets.computeIfAbsent(message.target(), target -> new TargetQueue());
            queue.add(message);
            pump(message.target(), queue);
        }
    }

    /**
     * Sends any message.
     *
     * @param message the message
     * @param done is told when it has been sent
     */
    public void post(DoipMessage message, Consumer<Outcome<DoipMessage>> done) {
        Failure.Ended ended = end;
        if (ended != null) {
            done.accept(new Outcome.Failed<>(ended));
        } else if (outstanding >= settings.maxOutstanding()) {
            done.accept(new Outcome.Failed<>(new Failure.QueueFull(settings.maxOutstanding())));
        } else {
            outstanding++;
            PostedMessage posted = new PostedMessage(done);
            unanswered.add(posted);
            lastSent = link.now();
            link.transmit(message, () -> posted.finish(new Outcome.Done<>(message)));
        }
    }

    /**
     * The connection is gone. All that waits for an answer fails.
     *
     * @param why the reason
     * @return the messages that were not sent yet; they have not been told anything
     */
    public List<PendingMessage> lost(Failure.Ended why) {
        if (end != null) {
            return List.of();
        }
        end = why;
        cancelKeepAlive();
        List<PendingMessage> unsent = new ArrayList<>();
        targets.values().forEach(queue -> unsent.addAll(queue.takeWaiting()));
        targets.clear();
        List<Waiting> failing = List.copyOf(unanswered);
        unanswered.clear();
        failing.forEach(waiting -> waiting.fail(why));
        return unsent;
    }

    /**
     * Why the connection is gone.
     *
     * @return the reason, or null if it is not
     */
    public Failure.@Nullable Ended end() {
        return end;
    }

    private void received(DoipMessage message) {
        link.received(message);
        if (message instanceof AliveCheckRequest) {
            lastSent = link.now();
            link.transmitFirst(new AliveCheckResponse(settings.tester()));
        } else if (message instanceof DiagnosticMessage diagnostic) {
            if (isForMe(diagnostic.target(), message)) {
                link.diagnostic(diagnostic);
            }
        } else if (message instanceof PeriodicDiagnosticMessage periodic) {
            if (isForMe(periodic.target(), message)) {
                link.periodic(periodic);
            }
        } else if (message instanceof DiagnosticAck ack) {
            if (isForMe(ack.target(), message)) {
                acknowledged(ack.source(), new Outcome.Done<>(ack));
            }
        } else if (message instanceof DiagnosticNack nack) {
            if (isForMe(nack.target(), message)) {
                acknowledged(nack.source(), new Outcome.Failed<>(new Failure.Nacked(nack.source(), nack.code())));
            }
        } else if (message instanceof RoutingActivationResponse response) {
            ActivationExchange asked = activation;
            if (asked != null && isForMe(response.tester(), message)) {
                asked.answered(response);
            }
        } else if (message instanceof GenericNack nack) {
            headerNack(new Failure.HeaderNacked(nack.code()));
        }
    }

    private boolean isForMe(LogicalAddress tester, DoipMessage message) {
        boolean mine = tester.equals(settings.tester());
        if (!mine) {
            LOG.debug("ignored, for {} and not for {}: {}", tester, settings.tester(), message);
        }
        return mine;
    }

    private void violation(HeaderViolation violation) {
        if (violation.closesSocket()) {
            link.end(new Failure.Ended(
                    "closed because the entity sent something that is no DoIP message: " + violation.header()
                            + "; check address and port, or the entity",
                    false));
        } else {
            LOG.warn("skipped a message from the entity, {}: {}", violation.code(), violation.header());
        }
    }

    private void acknowledged(LogicalAddress target, Outcome<DiagnosticAck> outcome) {
        TargetQueue queue = targets.get(target);
        if (queue == null) {
            LOG.debug("ignored an acknowledge of {}, which was sent nothing", target);
            return;
        }
        PendingMessage message = queue.acknowledged(outcome);
        if (message != null) {
            answered(message);
            message.finish(outcome);
        }
        pump(target, queue);
    }

    private void timeout(PendingMessage message) {
        TargetQueue queue = targets.get(message.target());
        if (queue == null || queue.onItsWay() != message) {
            return;
        }
        answered(message);
        Outcome<DiagnosticAck> doubtful = message.doubtful();
        if (doubtful == null) {
            queue.giveUp();
            message.fail(new Failure.NoAck(message.target(), settings.ackTimeout()));
        } else {
            queue.writeOff();
            message.finish(doubtful);
        }
        if (end == null) {
            pump(message.target(), queue);
        }
    }

    /**
     * The NACK does not say what it is for. An entity judges headers in the order in which they come, and answers at
     * once: it is for the oldest that is not answered.
     */
    private void headerNack(Failure.HeaderNacked why) {
        if (unanswered.isEmpty()) {
            LOG.warn("the entity refused the header of a message that needs no answer: {}", why.code());
            return;
        }
        Waiting oldest = unanswered.iterator().next();
        if (oldest instanceof PendingMessage message) {
            TargetQueue queue = targets.get(message.target());
            if (queue != null) {
                queue.refused();
                answered(message);
                message.fail(why);
                pump(message.target(), queue);
            }
        } else {
            oldest.fail(why);
        }
    }

    private void answered(PendingMessage message) {
        unanswered.remove(message);
        outstanding--;
    }

    /** Sends the next message to a target, if there is one and it may be. */
    private void pump(LogicalAddress target, TargetQueue queue) {
        if (end != null) {
            return;
        }
        if (queue.hasNext()) {
            if (queue.owes() && settings.renews()) {
                link.end(new Failure.Ended(
                        "closed to be made anew: " + target + " owes an acknowledge, which could be taken for the next",
                        false));
                return;
            }
            PendingMessage next = queue.next();
            unanswered.add(next);
            lastSent = link.now();
            link.transmit(
                    new DiagnosticMessage(settings.tester(), target, next.userData()), () -> written(next, queue));
        } else if (queue.isIdle()) {
            targets.remove(target);
        }
    }

    private void written(PendingMessage message, TargetQueue queue) {
        if (queue.onItsWay() == message && end == null) {
            message.timeout(link.schedule(settings.ackTimeout(), () -> timeout(message)));
        }
    }

    private void armKeepAlive(Duration delay) {
        cancelKeepAlive();
        if (!settings.keepAlive().isZero() && end == null) {
            keepAlive = link.schedule(delay, this::keepAlive);
        }
    }

    /** One timer: it is armed again when it fires early, not with every message. */
    private void keepAlive() {
        Duration left = settings.keepAlive().minusNanos(link.now() - lastSent);
        if (left.isNegative() || left.isZero()) {
            lastSent = link.now();
            link.transmitFirst(new AliveCheckResponse(settings.tester()));
            left = settings.keepAlive();
        }
        armKeepAlive(left);
    }

    private void cancelKeepAlive() {
        Cancellable armed = keepAlive;
        if (armed != null) {
            armed.cancel();
            keepAlive = null;
        }
    }

    /** A message that waits for nothing but being sent. */
    private final class PostedMessage implements Waiting {
        private final Consumer<Outcome<DoipMessage>> done;
        private boolean finished;

        PostedMessage(Consumer<Outcome<DoipMessage>> done) {
            this.done = done;
        }

        void finish(Outcome<DoipMessage> outcome) {
            if (!finished) {
                finished = true;
                unanswered.remove(this);
                outstanding--;
                done.accept(outcome);
            }
        }

        @Override
        public void fail(Failure why) {
            finish(new Outcome.Failed<>(why));
        }
    }

    private final class ActivationHost implements ActivationExchange.Host {
        @Override
        public MachineSettings settings() {
            return settings;
        }

        @Override
        public MachineLink link() {
            return link;
        }

        @Override
        public void over(ActivationExchange exchange) {
            activation = null;
            unanswered.remove(exchange);
        }
    }
}
