package io.doip4j.server.internal.uds;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.server.internal.protocol.ReplyChannel;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.spi.Addressing;
import org.jspecify.annotations.Nullable;

/** A request that a tester sent, with the timers of its answer. */
final class RequestExchange extends Exchange {
    private final LogicalAddress target;
    private final Addressing addressing;
    private final long number;

    private volatile boolean responsePending;
    /** An interceptor sends the answer, if there is one. */
    private boolean answeredByOther;

    private long waitingSince;
    /** For the engine, on the event loop. */
    private @Nullable ResponseTimer timer;

    RequestExchange(
            Ecu ecu,
            DiagnosticMessage message,
            Addressing addressing,
            ProtocolVersion version,
            ReplyChannel channel,
            long number) {
        super(ecu, message.source(), version, channel, new UdsRequest(message.userData()));
        this.target = message.target();
        this.addressing = addressing;
        this.number = number;
        this.waitingSince = receivedAt();
    }

    /** The how many-th request of the ECU it is. */
    long number() {
        return number;
    }

    @Override
    void takesTime() {
        takesTimeSince(waitingSince);
    }

    /** Until now the request was in other hands: the time for the answer begins anew. */
    void startAgain() {
        waitingSince = ecu().host().timers().now();
    }

    void takesTimeSince(long begin) {
        if (timer == null && !isAnswered()) {
            timer = new ResponseTimer(this, ecu().host(), ecu().definition(), ecu().session(), begin);
        }
    }

    @Override
    void finished(@Nullable UdsResponse response) {
        if (timer != null) {
            timer.stop();
        }
        if (answeredByOther) {
            ecu().finishTaken(this);
        } else {
            ecu().finish(this, response);
        }
    }

    void answeredByOther() {
        answeredByOther = true;
    }

    void markResponsePending() {
        responsePending = true;
    }

    @Override
    public LogicalAddress target() {
        return target;
    }

    @Override
    public Addressing addressing() {
        return addressing;
    }

    @Override
    public boolean isSecured() {
        return false;
    }

    @Override
    public boolean responsePending() {
        return responsePending;
    }

    @Override
    public void sendResponsePending() {
        ecu().host().onLoop(() -> {
            takesTime();
            if (timer != null && !isAnswered()) {
                timer.tellNow();
            }
        });
    }
}
