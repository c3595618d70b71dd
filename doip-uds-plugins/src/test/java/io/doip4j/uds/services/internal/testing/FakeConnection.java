package io.doip4j.uds.services.internal.testing;

import io.doip4j.core.message.ActivationType;
import io.doip4j.uds.spi.Cancellable;
import io.doip4j.uds.spi.TesterConnection;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A connection that is closed by hand. */
public final class FakeConnection implements TesterConnection {
    /** What was sent by it outside of requests, see {@link FakeSubscription}. */
    public final List<String> unsolicited = new ArrayList<>();

    private final long id;
    private final List<Runnable> onClose = new ArrayList<>();
    private boolean open = true;

    public FakeConnection(long id) {
        this.id = id;
    }

    public void close() {
        open = false;
        List.copyOf(onClose).forEach(Runnable::run);
        onClose.clear();
    }

    /** How many want to hear of the end. */
    public int listeners() {
        return onClose.size();
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return InetSocketAddress.createUnresolved("tester", 50000);
    }

    @Override
    public boolean isTls() {
        return false;
    }

    @Override
    public ActivationType activationType() {
        return ActivationType.DEFAULT;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public Cancellable onClose(Runnable action) {
        onClose.add(action);
        return () -> onClose.remove(action);
    }
}
