package io.doip4j.server.internal.protocol;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.DoipInterceptor;
import io.doip4j.server.spi.DoipMessageHandler;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.DoipServerListener;
import io.doip4j.server.spi.Interception;
import io.doip4j.uds.UdsRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that looks at a server's messages from outside. Whatever one of them throws is logged and harms nobody else. What is called
 * for each message walks through the lists without an iterator: it would be the only thing that is allocated there.
 */
public final class Observers {
    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);

    private final List<DoipServerListener> listeners;
    private final List<DoipInterceptor> interceptors;
    private final List<DoipMessageHandler> handlers;

    /**
     * Observers of one server.
     *
     * @param listeners hear what happens
     * @param interceptors may change it
     * @param handlers may take messages out of the server's hands
     */
    public Observers(
            List<DoipServerListener> listeners, List<DoipInterceptor> interceptors, List<DoipMessageHandler> handlers) {
        this.listeners = List.copyOf(listeners);
        this.interceptors = List.copyOf(interceptors);
        this.handlers = List.copyOf(handlers);
    }

    /**
     * Nobody.
     *
     * @return no observers
     */
    public static Observers none() {
        return new Observers(List.of(), List.of(), List.of());
    }

    boolean haveHandlers() {
        return !handlers.isEmpty();
    }

    boolean areNone() {
        return listeners.isEmpty() && interceptors.isEmpty() && handlers.isEmpty();
    }

    /**
     * The server is being started. What a listener throws is for the caller.
     *
     * @param clock the time of the server
     * @param ecus the addresses of its ECUs
     */
    public void starting(MonotonicClock clock, Set<LogicalAddress> ecus) {
        listeners.forEach(listener -> listener.serverStarting(clock, ecus));
    }

    void opened(DoipPeer peer) {
        tell(listener -> listener.connectionOpened(peer));
    }

    void activated(DoipPeer peer, LogicalAddress tester, ActivationType type) {
        tell(listener -> listener.routingActivated(peer, tester, type));
    }

    void denied(DoipPeer peer, LogicalAddress tester, RoutingActivationCode code) {
        tell(listener -> listener.routingDenied(peer, tester, code));
    }

    void closed(DoipPeer peer, CloseReason reason) {
        tell(listener -> listener.connectionClosed(peer, reason));
    }

    void sent(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
        for (int i = 0; i < listeners.size(); i++) {
            try {
                listeners.get(i).messageSent(peer, version, message);
            } catch (Throwable e) {
                failed(listeners.get(i), e);
            }
        }
    }

    /**
     * A UDS service failed.
     *
     * @param ecu the ECU
     * @param serviceClass name of the service's class
     * @param request the request
     * @param fault what was thrown
     */
    public void serviceFailed(LogicalAddress ecu, String serviceClass, UdsRequest request, Throwable fault) {
        tell(listener -> listener.serviceFailed(ecu, serviceClass, request, fault));
    }

    /** A message was received; says what to do with it. */
    Interception received(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
        for (int i = 0; i < listeners.size(); i++) {
            try {
                listeners.get(i).messageReceived(peer, version, message);
            } catch (Throwable e) {
                failed(listeners.get(i), e);
            }
        }
        for (int i = 0; i < interceptors.size(); i++) {
            DoipInterceptor interceptor = interceptors.get(i);
            try {
                Interception decision = interceptor.received(peer, version, message);
                if (!decision.equals(Interception.pass())) {
                    return decision;
                }
            } catch (Throwable e) {
                failed(interceptor, e);
            }
        }
        return Interception.pass();
    }

    /** A message is about to be sent; says what to do with it. */
    Interception sending(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
        for (int i = 0; i < interceptors.size(); i++) {
            DoipInterceptor interceptor = interceptors.get(i);
            try {
                Interception decision = interceptor.sending(peer, version, message);
                if (!decision.equals(Interception.pass())) {
                    return decision;
                }
            } catch (Throwable e) {
                failed(interceptor, e);
            }
        }
        return Interception.pass();
    }

    /** Offers a received message to the handlers; returns whether one took it. */
    boolean handled(DoipMessage message, DoipMessageHandler.Replies replies) {
        for (DoipMessageHandler handler : handlers) {
            try {
                if (handler.handle(message, replies)) {
                    return true;
                }
            } catch (Throwable e) {
                failed(handler, e);
            }
        }
        return false;
    }

    private void tell(Consumer<DoipServerListener> event) {
        for (DoipServerListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (Throwable e) {
                failed(listener, e);
            }
        }
    }

    /**
     * Something that is plugged into the server failed, which has been logged.
     *
     * @param extension what
     * @param fault what was thrown
     */
    public void extensionFailed(Object extension, Throwable fault) {
        String name = extension.getClass().getName();
        for (DoipServerListener listener : listeners) {
            try {
                listener.extensionFailed(name, fault);
            } catch (Throwable e) {
                // Told to nobody: it might fail again and again
                LOG.error(
                        "{} failed when it was told of the failure of {}",
                        listener.getClass().getName(),
                        name,
                        e);
            }
        }
    }

    private void failed(Object observer, Throwable fault) {
        LOG.error(
                "{} failed; the server goes on as if it were not there",
                observer.getClass().getName(),
                fault);
        extensionFailed(observer, fault);
    }
}
