package io.doip4j.server.internal.uds;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.server.internal.protocol.ReplyChannel;
import io.doip4j.server.internal.time.TimerQueue;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.spi.Addressing;
import io.doip4j.uds.spi.ResetType;
import io.doip4j.uds.spi.UdsExchange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request being handled. */
final class Exchange implements UdsExchange {
    private final DiagnosticMessage message;
    private final UdsRequest request;
    private final Addressing addressing;
    private final ProtocolVersion version;
    private final ReplyChannel channel;
    private final SessionState sessions;
    private final Session session;
    private final long receivedAt;

    private volatile boolean responsePending;
    private @Nullable Session newSession;
    private @Nullable ResetType reset;
    private @Nullable List<Runnable> afterSend;
    /** For the engine, on the event loop. */
    private TimerQueue.@Nullable Timer timer;

    private boolean answered;
    private long number;

    Exchange(
            DiagnosticMessage message,
            Addressing addressing,
            ProtocolVersion version,
            ReplyChannel channel,
            SessionState sessions,
            long receivedAt) {
        this.message = message;
        this.request = new UdsRequest(message.userData());
        this.addressing = addressing;
        this.version = version;
        this.channel = channel;
        this.sessions = sessions;
        this.session = sessions.active();
        this.receivedAt = receivedAt;
    }

    void number(long requestNumber) {
        number = requestNumber;
    }

    long number() {
        return number;
    }

    UdsRequest request() {
        return request;
    }

    long receivedAt() {
        return receivedAt;
    }

    ReplyChannel channel() {
        return channel;
    }

    /** Sends a response from the ECU's physical address, also if the request went to a group. */
    void send(LogicalAddress ecu, UdsResponse response) {
        channel.reply(version, new DiagnosticMessage(ecu, message.source(), response.message()));
    }

    void markResponsePending() {
        responsePending = true;
    }

    boolean hasTimer() {
        return timer != null;
    }

    void timer(TimerQueue.Timer armed) {
        timer = armed;
    }

    void cancelTimer() {
        TimerQueue.Timer armed = timer;
        if (armed != null) {
            armed.cancel();
            timer = null;
        }
    }

    /** Notes the final answer; returns false if there was one already. */
    boolean answer() {
        boolean first = !answered;
        answered = true;
        return first;
    }

    @Nullable
    Session newSession() {
        return newSession;
    }

    @Nullable
    ResetType resetType() {
        return reset;
    }

    List<Runnable> actionsAfterSend() {
        List<Runnable> actions = afterSend;
        return actions == null ? List.of() : actions;
    }

    @Override
    public Addressing addressing() {
        return addressing;
    }

    @Override
    public LogicalAddress tester() {
        return message.source();
    }

    @Override
    public LogicalAddress target() {
        return message.target();
    }

    @Override
    public long connectionId() {
        return channel.connectionId();
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public boolean responsePending() {
        return responsePending;
    }

    @Override
    public void changeSession(Session wanted) {
        if (sessions.definition(wanted).isEmpty()) {
            throw new IllegalArgumentException("the ECU has no session " + wanted);
        }
        newSession = wanted;
    }

    @Override
    public void reset(ResetType type) {
        reset = type;
    }

    @Override
    public void afterSend(Runnable action) {
        List<Runnable> actions = afterSend;
        if (actions == null) {
            actions = new ArrayList<>(1);
            afterSend = actions;
        }
        actions.add(action);
    }
}
