package io.doip4j.client.internal.net;

import io.doip4j.client.internal.protocol.ActivationParameters;
import io.doip4j.client.internal.protocol.Failure;
import io.doip4j.client.internal.protocol.Outcome;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Opens a connection and asks for routing; goes on with TLS if the entity wants that and TLS is configured. Blocks for a
 * bounded time.
 */
final class SessionOpener {
    /**
     * What came of it.
     *
     * @param session the open connection, if there is one with routing, or one for which no routing was wanted
     * @param outcome the response, if routing was asked for
     */
    record Opened(@Nullable Session session, Outcome<Optional<RoutingActivationResponse>> outcome) {
        static Opened failed(Failure why) {
            return new Opened(null, new Outcome.Failed<>(why));
        }
    }

    private final Session.Shared shared;
    private final Session.Owner owner;
    private @Nullable TcpTransport opening;
    private @Nullable Session activating;
    private boolean aborted;

    SessionOpener(Session.Shared shared, Session.Owner owner) {
        this.shared = shared;
        this.owner = owner;
    }

    Opened open(boolean secure, Optional<ActivationParameters> activation, Waiter waiter) {
        Opened opened = openOnce(secure, activation, waiter);
        return !secure && wantsTls(opened.outcome()) ? openOnce(true, activation, waiter) : opened;
    }

    /** Whether routing was denied for a reason that can be removed. */
    boolean wantsTls(Outcome<Optional<RoutingActivationResponse>> outcome) {
        return shared.settings().tls().isPresent()
                && outcome instanceof Outcome.Done<Optional<RoutingActivationResponse>> done
                && done.value()
                        .filter(response -> response.code().equals(RoutingActivationCode.TLS_REQUIRED))
                        .isPresent();
    }

    private Opened openOnce(boolean secure, Optional<ActivationParameters> activation, Waiter waiter) {
        CompletableFuture<Outcome<RoutingActivationResponse>> answered = new CompletableFuture<>();
        try {
            Opened opened = connect(secure, activation, answered);
            Session session = opened.session();
            return session == null || activation.isEmpty() ? opened : activated(session, answered, waiter);
        } finally {
            over();
        }
    }

    private Opened connect(
            boolean secure,
            Optional<ActivationParameters> activation,
            CompletableFuture<Outcome<RoutingActivationResponse>> answered) {
        ConnectionSettings settings = shared.settings();
        Optional<TlsSettings> tls = secure ? settings.tls() : Optional.empty();
        InetSocketAddress remote = tls.map(
                        with -> new InetSocketAddress(settings.entity().getAddress(), with.port()))
                .orElse(settings.entity());
        TcpTransport transport = new TcpTransport(remote, shared.timers());
        try {
            if (!begin(transport)) {
                return Opened.failed(new Failure.Ended("closed while it was being opened", false));
            }
            transport.open(settings.local(), settings.connectTimeout(), tls);
            Session session = new Session(transport, shared, owner);
            if (!begin(session)) {
                transport.abort();
                return Opened.failed(new Failure.Ended("closed while it was being opened", false));
            }
            session.start();
            activation.ifPresent(parameters -> activate(session, parameters, answered));
            return new Opened(session, new Outcome.Done<>(Optional.empty()));
        } catch (RuntimeException | Error e) {
            transport.abort();
            throw e;
        } catch (IOException e) {
            return Opened.failed(new Failure.NotConnected(explain(remote, secure, e), e));
        }
    }

    private static String explain(InetSocketAddress remote, boolean secure, IOException e) {
        return (secure ? "no TLS connection to " : "no connection to ") + remote + ": " + e.getMessage()
                + "; check that the entity is up, and its address and port"
                + (secure ? ", and whether each side trusts the certificate of the other" : "");
    }

    private void activate(
            Session session,
            ActivationParameters parameters,
            CompletableFuture<Outcome<RoutingActivationResponse>> answered) {
        shared.lock().lock();
        try {
            session.machine().activate(parameters, outcome -> answer(answered, outcome));
        } finally {
            shared.lock().unlock();
        }
    }

    private Opened activated(
            Session session, CompletableFuture<Outcome<RoutingActivationResponse>> answered, Waiter waiter) {
        // Waiting is no activity; who answers tells that it goes on
        shared.activity().ended();
        Outcome<RoutingActivationResponse> outcome;
        try {
            outcome = waiter.await(answered);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer(answered, new Outcome.Failed<>(new Failure.Interrupted()));
            outcome = answered.join();
        } catch (ExecutionException e) {
            throw new IllegalStateException("only completed with values", e);
        } catch (RuntimeException | Error e) {
            // Who waits on a time that is moved by hand runs tasks of others, or may not wait here at all
            answer(answered, new Outcome.Failed<>(new Failure.Ended("closed because it could not be awaited", false)));
            giveUp(session);
            throw e;
        }
        if (outcome instanceof Outcome.Failed<RoutingActivationResponse> failed) {
            giveUp(session);
            return Opened.failed(failed.failure());
        }
        RoutingActivationResponse response = ((Outcome.Done<RoutingActivationResponse>) outcome).value();
        Outcome<Optional<RoutingActivationResponse>> answer = new Outcome.Done<>(Optional.of(response));
        if (response.code().equals(RoutingActivationCode.ACTIVATED)) {
            return new Opened(session, answer);
        }
        giveUp(session);
        return new Opened(null, answer);
    }

    private void answer(
            CompletableFuture<Outcome<RoutingActivationResponse>> answered,
            Outcome<RoutingActivationResponse> outcome) {
        shared.activity().began();
        if (!answered.complete(outcome)) {
            shared.activity().ended();
        }
    }

    private void giveUp(Session session) {
        shared.lock().lock();
        try {
            session.end(new Failure.Ended("closed because routing was not activated", false));
        } finally {
            shared.lock().unlock();
        }
        session.awaitEnd();
    }

    private boolean begin(TcpTransport transport) {
        shared.lock().lock();
        try {
            opening = transport;
            return !aborted;
        } finally {
            shared.lock().unlock();
        }
    }

    private boolean begin(Session session) {
        shared.lock().lock();
        try {
            activating = session;
            return !aborted;
        } finally {
            shared.lock().unlock();
        }
    }

    private void over() {
        shared.lock().lock();
        try {
            opening = null;
            activating = null;
        } finally {
            shared.lock().unlock();
        }
    }

    /** Ends what is going on, and lets nothing begin. To be called with the lock. */
    void abort(Failure.Ended why) {
        aborted = true;
        TcpTransport transport = opening;
        if (transport != null) {
            transport.abort();
        }
        Session session = activating;
        if (session != null) {
            session.end(why);
        }
    }
}
