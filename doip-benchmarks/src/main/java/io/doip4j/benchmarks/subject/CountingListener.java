package io.doip4j.benchmarks.subject;

import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.DoipServerListener;

/** Counts messages, as metrics would. Can be made slow or wasteful to see whether a measurement notices. */
final class CountingListener implements DoipServerListener {
    private final long burnNanos;
    private final int waste;
    private long received;
    private long sent;
    /** Keeps what is wasted from being optimised away. */
    private byte[] wasted = {};

    CountingListener(long burnNanos, long waste) {
        this.burnNanos = burnNanos;
        this.waste = Math.toIntExact(waste);
    }

    @Override
    public void messageReceived(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
        received++;
        if (waste > 0) {
            wasted = new byte[waste];
        }
        if (burnNanos > 0) {
            burn();
        }
    }

    private void burn() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < burnNanos) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void messageSent(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
        sent++;
    }

    @Override
    public String toString() {
        return received + " messages received, " + sent + " sent, " + wasted.length + " bytes wasted for the last one";
    }
}
