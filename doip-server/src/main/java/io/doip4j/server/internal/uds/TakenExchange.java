package io.doip4j.server.internal.uds;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.UdsInterceptor;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.spi.Addressing;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request that an interceptor may take out of the engine's hands. May be used by any thread. */
final class TakenExchange implements UdsInterceptor.TakenRequest {
    private static final Logger LOG = LoggerFactory.getLogger(TakenExchange.class);

    private final RequestExchange exchange;
    private final int nextInterceptor;
    /** For the event loop: the request is in other hands. */
    private boolean released;

    /**
     * An offer.
     *
     * @param nextInterceptor who is asked if the request is given back
     */
    TakenExchange(RequestExchange exchange, int nextInterceptor) {
        this.exchange = exchange;
        this.nextInterceptor = nextInterceptor;
    }

    UdsRequest request() {
        return exchange.request();
    }

    /** From now on the request can not be ended or given back by this. */
    void release() {
        released = true;
    }

    boolean isReleased() {
        return released;
    }

    private EcuHost host() {
        return exchange.ecu().host();
    }

    @Override
    public DoipPeer peer() {
        return exchange.channel().peer();
    }

    @Override
    public LogicalAddress ecu() {
        return exchange.ecu().address();
    }

    @Override
    public LogicalAddress tester() {
        return exchange.tester();
    }

    @Override
    public LogicalAddress target() {
        return exchange.target();
    }

    @Override
    public Addressing addressing() {
        return exchange.addressing();
    }

    @Override
    public Session session() {
        return exchange.session();
    }

    @Override
    public void send(Bytes response) {
        host().onLoop(() -> {
            if (isResponsePending(response)) {
                exchange.markResponsePending();
            }
            exchange.channel().reply(exchange.version(), new DiagnosticMessage(ecu(), tester(), response));
        });
    }

    /** Who was told to wait must get an answer also if the request is given back. */
    private boolean isResponsePending(Bytes response) {
        return response.equals(
                exchange.request().negativeResponse(Nrc.RESPONSE_PENDING).message());
    }

    @Override
    public void end() {
        host().onLoop(this::ended);
    }

    @Override
    public void endNow() {
        host().callOnLoop(this::ended);
    }

    private void ended() {
        if (released) {
            return;
        }
        exchange.answeredByOther();
        exchange.completed(null);
        exchange.ecu().runWaiting();
    }

    @Override
    public void giveBack() {
        host().onLoop(() -> {
            if (!released && !isEnded()) {
                release();
                exchange.ecu().handleAgain(exchange, nextInterceptor);
            }
        });
    }

    @Override
    public boolean isEnded() {
        return exchange.isAnswered();
    }

    @Override
    public void keepWaiting() {
        host().onLoop(() -> exchange.takesTimeSince(host().timers().now()));
    }

    @Override
    public void fail(String culprit, Throwable fault) {
        UdsRequest request = exchange.request();
        LOG.error("{} failed on request {}; answered with NRC 0x10", culprit, request.message(), fault);
        host().serviceFailed(ecu(), culprit, request, fault);
        host().onLoop(() -> {
            if (!isEnded() && !released) {
                exchange.send(request.negativeResponse(Nrc.GENERAL_REJECT));
                ended();
            }
        });
    }

    @Override
    public void later(Duration delay, Runnable action) {
        EcuHost host = host();
        long deadline = host.timers().deadline(delay);
        host.onLoop(() -> host.timers().scheduleAt(deadline, () -> {
            if (!host.isClosed()) {
                action.run();
            }
        }));
    }

    @Override
    public Executor handlers() {
        return host().handlers();
    }
}
