package io.doip4j.server.internal.uds;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.UdsInterceptor;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.Addressing;
import java.time.Duration;
import java.util.concurrent.Executor;

/** A request that an interceptor may take out of the engine's hands. May be used by any thread. */
final class TakenExchange implements UdsInterceptor.TakenRequest {
    private final RequestExchange exchange;

    TakenExchange(RequestExchange exchange) {
        this.exchange = exchange;
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
        host().onLoop(() ->
                exchange.channel().reply(exchange.version(), new DiagnosticMessage(ecu(), tester(), response)));
    }

    @Override
    public void end() {
        host().onLoop(() -> {
            exchange.completed(null);
            exchange.ecu().runWaiting();
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
