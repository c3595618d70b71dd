package io.doip4j.server.internal.uds;

import io.doip4j.core.message.ActivationType;
import io.doip4j.server.internal.protocol.ReplyChannel;
import io.doip4j.uds.spi.Cancellable;
import io.doip4j.uds.spi.TesterConnection;
import java.net.InetSocketAddress;

/** A connection as a service sees it. */
final class ConnectionView implements TesterConnection {
    private final Ecu ecu;
    private final ReplyChannel channel;

    ConnectionView(Ecu ecu, ReplyChannel channel) {
        this.ecu = ecu;
        this.channel = channel;
    }

    @Override
    public long id() {
        return channel.connectionId();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return channel.peer().address();
    }

    /** The server has no TLS yet. */
    @Override
    public boolean isTls() {
        return false;
    }

    @Override
    public ActivationType activationType() {
        return channel.activationType();
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public Cancellable onClose(Runnable action) {
        Runnable exclusive = () -> ecu.gate().runAtEnd(action);
        ecu.host().onLoop(() -> channel.onEnd(exclusive));
        return () -> ecu.host().onLoop(() -> channel.forgetOnEnd(exclusive));
    }

    /** The number of the connection. */
    @Override
    public String toString() {
        return "connection " + id();
    }
}
