package io.doip4j.benchmarks;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.PeriodicDiagnosticMessage;
import io.doip4j.server.internal.protocol.ReplyChannel;
import io.doip4j.server.spi.DoipPeer;
import java.net.InetSocketAddress;

/** The way back to a tester that keeps the last answer only. */
final class LastReply implements ReplyChannel {
    private Bytes last = Bytes.EMPTY;

    Bytes last() {
        return last;
    }

    @Override
    public long connectionId() {
        return 1;
    }

    @Override
    public DoipPeer peer() {
        return new DoipPeer(DoipPeer.Transport.TCP, connectionId(), new InetSocketAddress(0));
    }

    @Override
    public ActivationType activationType() {
        return ActivationType.DEFAULT;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isCongested() {
        return false;
    }

    @Override
    public boolean reply(ProtocolVersion version, DiagnosticMessage message) {
        last = message.userData();
        return true;
    }

    @Override
    public boolean reply(ProtocolVersion version, PeriodicDiagnosticMessage message) {
        last = message.userData();
        return true;
    }

    @Override
    public void afterFlush(Runnable action) {
        action.run();
    }

    /** The connection never ends. */
    @Override
    public void onEnd(Runnable action) {}

    @Override
    public void forgetOnEnd(Runnable action) {}
}
