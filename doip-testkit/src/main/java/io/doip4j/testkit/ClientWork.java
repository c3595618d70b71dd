package io.doip4j.testkit;

import io.doip4j.client.ClientActivity;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** What the connections of clients do that run on one clock. Safe for use by any thread. */
final class ClientWork implements ClientActivity {
    private final Traffic traffic;
    private final AtomicInteger goingOn = new AtomicInteger();

    ClientWork(Traffic traffic) {
        this.traffic = traffic;
    }

    boolean isGoingOn() {
        return goingOn.get() > 0;
    }

    @Override
    public void began() {
        goingOn.incrementAndGet();
    }

    @Override
    public void ended() {
        goingOn.decrementAndGet();
    }

    @Override
    public void opened(InetSocketAddress local) {
        traffic.ofClient(local.getPort());
    }

    @Override
    public void sent(InetSocketAddress local, long count) {
        traffic.known(local.getPort()).ifPresent(flow -> flow.given(count));
    }

    @Override
    public void received(InetSocketAddress local, long count) {
        traffic.known(local.getPort()).ifPresent(flow -> flow.taken(count));
    }

    @Override
    public void closed(InetSocketAddress local) {
        traffic.known(local.getPort()).ifPresent(Traffic.Flow::closed);
    }
}
