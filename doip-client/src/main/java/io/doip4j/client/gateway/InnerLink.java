package io.doip4j.client.gateway;

import io.doip4j.client.ConnectionClosedException;
import io.doip4j.client.DiagnosticLink;
import io.doip4j.client.DiagnosticNackException;
import io.doip4j.client.DoipConnection;
import io.doip4j.client.DoipConnectionBuilder;
import io.doip4j.client.DoipException;
import io.doip4j.client.QueueFullException;
import io.doip4j.client.RoutingActivationDeniedException;
import io.doip4j.client.internal.net.Threads;
import io.doip4j.client.internal.net.Timers;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.core.message.RoutingActivationCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to the inner entity for one outer tester. It is opened in the background; messages wait for it meanwhile. None of
 * its methods waits.
 */
final class InnerLink implements DiagnosticLink.Listener {
    /** Hears how it goes. */
    interface Owner {
        void opened();

        /** It cannot be opened for this tester, or for any. */
        void failed(InnerLink link, DoipException why);

        void taken(LogicalAddress target);

        void refused(LogicalAddress target, DiagnosticNackCode code, int length);

        void ended(InnerLink link);
    }

    private static final Logger LOG = LoggerFactory.getLogger(InnerLink.class);
    /** The entity may still hold the address of a connection that has just ended. */
    private static final int ATTEMPTS = 6;

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

    private final LogicalAddress outer;
    private final OuterTester tester;
    private final DoipConnectionBuilder builder;
    private final Timers timers;
    private final Owner owner;
    private final int limit;
    private final Queue<DiagnosticMessage> waiting = new ArrayDeque<>();
    private @Nullable DoipConnection connection;
    private int onTheirWay;
    private int attempts;
    private boolean ended;

    InnerLink(
            LogicalAddress outer,
            OuterTester tester,
            DoipConnectionBuilder builder,
            Timers timers,
            int limit,
            Owner owner) {
        this.outer = outer;
        this.tester = tester;
        this.builder = builder;
        this.timers = timers;
        this.limit = limit;
        this.owner = owner;
    }

    OuterTester tester() {
        return tester;
    }

    LogicalAddress outer() {
        return outer;
    }

    synchronized boolean isOpen() {
        return connection != null && !ended;
    }

    synchronized boolean isFull() {
        return waiting.size() + onTheirWay >= limit;
    }

    void open() {
        builder.connectAsync().whenComplete((opened, failure) -> {
            if (opened != null) {
                use(opened);
            } else if (failure != null) {
                failed(failure instanceof CompletionException ? failure.getCause() : failure);
            }
        });
    }

    private void use(DoipConnection opened) {
        opened.listen(this);
        boolean wanted;
        synchronized (this) {
            wanted = !ended;
            if (wanted) {
                connection = opened;
                DiagnosticMessage message;
                while ((message = waiting.poll()) != null) {
                    pass(message, opened);
                }
            }
        }
        if (!wanted) {
            opened.close();
        } else if (opened.isOpen()) {
            owner.opened();
        } else {
            // It was lost before anybody listened
            lost();
        }
    }

    private void failed(@Nullable Throwable failure) {
        DoipException why = failure instanceof DoipException known
                ? known
                : new ConnectionClosedException("no connection to the inner entity: " + failure, /* byEntity= */ false);
        synchronized (this) {
            attempts++;
            if (!ended && attempts < ATTEMPTS && mayPass(why)) {
                timers.schedule(BETWEEN_ATTEMPTS, this::openAgain);
                return;
            }
        }
        LOG.warn("no inner connection for tester {}: {}", outer, why.getMessage());
        owner.failed(this, why);
        end();
    }

    private static boolean mayPass(DoipException why) {
        return why instanceof RoutingActivationDeniedException denied
                && (denied.code().equals(RoutingActivationCode.SOURCE_ADDRESS_IN_USE)
                        || denied.code().equals(RoutingActivationCode.ALL_SOCKETS_ACTIVE));
    }

    /** Not with the lock: what comes of it may be told at once. */
    private void openAgain() {
        synchronized (this) {
            if (ended) {
                return;
            }
        }
        open();
    }

    /** Takes a message of the tester. */
    synchronized void forward(DiagnosticMessage message) {
        DoipConnection open = connection;
        if (ended || isFull()) {
            LOG.warn("dropped a message of tester {} to {}: too many wait", outer, message.target());
        } else if (open == null) {
            waiting.add(message);
        } else {
            pass(message, open);
        }
    }

    private void pass(DiagnosticMessage message, DoipConnection open) {
        onTheirWay++;
        LogicalAddress target = message.target();
        int length = message.userData().length();
        open.send(target, message.userData(), failure -> {
            synchronized (this) {
                onTheirWay--;
            }
            if (failure.isEmpty()) {
                owner.taken(target);
            } else {
                notTaken(target, length, failure.get());
            }
        });
    }

    private void notTaken(LogicalAddress target, int length, DoipException why) {
        LOG.warn("a message of tester {} to {} is lost: {}", outer, target, why.getMessage());
        if (why instanceof DiagnosticNackException nack) {
            owner.refused(target, nack.code(), length);
        } else if (why instanceof QueueFullException) {
            owner.refused(target, DiagnosticNackCode.OUT_OF_MEMORY, length);
        } else if (!(why instanceof ConnectionClosedException)) {
            owner.refused(target, DiagnosticNackCode.TARGET_UNREACHABLE, length);
        }
    }

    @Override
    public void message(LogicalAddress source, Bytes userData) {
        tester.send(new DiagnosticMessage(source, outer, userData));
    }

    @Override
    public void closed(DoipException why) {
        lost();
    }

    private void lost() {
        owner.ended(this);
        end();
    }

    /** Ends the connection, in a thread of its own because that may take a moment. */
    void end() {
        DoipConnection open;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            waiting.clear();
            open = connection;
        }
        if (open != null) {
            Threads.daemon("doip-client gateway closing", open::close).start();
        }
    }
}
