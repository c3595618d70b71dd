package io.doip4j.client;

import io.doip4j.client.internal.net.LinkEvents;
import io.doip4j.client.internal.protocol.Failure;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.PeriodicDiagnosticMessage;
import io.doip4j.uds.spi.Cancellable;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All who want to hear of a connection. One that fails does not harm the others. */
final class ListenerHub implements LinkEvents {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerHub.class);

    private final List<Entry<DiagnosticLink.Listener>> listeners = new CopyOnWriteArrayList<>();
    private final List<Entry<Consumer<DoipMessage>>> observers = new CopyOnWriteArrayList<>();
    private final List<Entry<Runnable>> reconnections = new CopyOnWriteArrayList<>();
    private final InetSocketAddress entity;

    ListenerHub(InetSocketAddress entity) {
        this.entity = entity;
    }

    /** The same listener may be there twice; each time ends on its own. */
    private static final class Entry<T> {
        private final T listener;

        Entry(T listener) {
            this.listener = listener;
        }
    }

    private static <T> Cancellable add(List<Entry<T>> all, T listener) {
        Entry<T> entry = new Entry<>(listener);
        all.add(entry);
        return () -> all.remove(entry);
    }

    private static <T> void each(List<Entry<T>> all, Consumer<T> action) {
        for (Entry<T> entry : all) {
            try {
                action.accept(entry.listener);
            } catch (RuntimeException | Error e) {
                LOG.error("a listener failed: {}", entry.listener, e);
            }
        }
    }

    Cancellable listen(DiagnosticLink.Listener listener) {
        return add(listeners, listener);
    }

    Cancellable observe(Consumer<DoipMessage> observer) {
        return add(observers, observer);
    }

    Cancellable onReconnected(Runnable action) {
        return add(reconnections, action);
    }

    @Override
    public boolean observesAll() {
        return !observers.isEmpty();
    }

    @Override
    public void received(DoipMessage message) {
        each(observers, observer -> observer.accept(message));
    }

    @Override
    public void diagnostic(DiagnosticMessage message) {
        each(listeners, listener -> listener.message(message.source(), message.userData()));
    }

    @Override
    public void periodic(PeriodicDiagnosticMessage message) {
        each(listeners, listener -> listener.periodic(message.source(), message.userData()));
    }

    @Override
    public void closed(Failure why) {
        DoipException exception = Failures.exception(why, entity);
        each(listeners, listener -> listener.closed(exception));
    }

    @Override
    public void reconnected() {
        each(reconnections, Runnable::run);
    }
}
