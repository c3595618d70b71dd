package io.doip4j.server.internal.uds;

import io.doip4j.server.internal.time.TimerQueue;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ecu.EcuDefinition;
import java.time.Duration;

/**
 * Tells a tester to wait while its request is handled (NRC 0x78), in time and not too often, until the limit P4 (ISO
 * 14229-2). Belongs to the event loop.
 */
final class ResponseTimer {
    /** First NRC 0x78 after nine tenths of P2, the others after eight tenths of P2*. */
    private static final double P2_SHARE = 0.9;

    private static final double P2_STAR_SHARE = 0.8;
    /** No sooner after the last one than this share of P2*. */
    private static final double SHORTEST_SHARE = 0.3;

    private final RequestExchange exchange;
    private final EcuHost host;
    private final SessionState session;
    private final Runnable cancel;
    private final long limit;
    private final boolean mayTell;
    private long earliest;
    private TimerQueue.Timer timer;

    /**
     * A timer that runs.
     *
     * @param begin since when the tester waits
     */
    ResponseTimer(RequestExchange exchange, EcuHost host, EcuDefinition definition, SessionState session, long begin) {
        this.exchange = exchange;
        this.host = host;
        this.session = session;
        this.cancel = exchange::cancel;
        Duration p2 = session.activeDefinition().p2();
        long first = begin + share(p2, P2_SHARE);
        mayTell = definition.p4().compareTo(p2) > 0;
        long end = begin + TimerQueue.nanos(definition.p4());
        limit = mayTell || end - first < 0 ? end : first;
        earliest = begin;
        timer = arm(first);
        exchange.channel().onEnd(cancel);
    }

    private TimerQueue.Timer arm(long deadline) {
        return host.timers().scheduleAt(deadline - limit < 0 ? deadline : limit, this::due);
    }

    private static long share(Duration time, double share) {
        return (long) (time.toNanos() * share);
    }

    private void due() {
        if (host.isClosed()) {
            return;
        }
        if (host.timers().now() - limit >= 0) {
            exchange.ecu().abort(exchange);
        } else {
            tell();
        }
    }

    private void tell() {
        exchange.markResponsePending();
        exchange.send(exchange.request().negativeResponse(Nrc.RESPONSE_PENDING));
        long now = host.timers().now();
        Duration p2Star = session.activeDefinition().p2Star();
        earliest = now + share(p2Star, SHORTEST_SHARE);
        timer = arm(now + share(p2Star, P2_STAR_SHARE));
    }

    /** Tells the tester now, unless that is not allowed or was done a short time ago. */
    void tellNow() {
        if (mayTell && host.timers().now() - earliest >= 0) {
            timer.cancel();
            tell();
        }
    }

    void stop() {
        timer.cancel();
        exchange.channel().forgetOnEnd(cancel);
    }
}
