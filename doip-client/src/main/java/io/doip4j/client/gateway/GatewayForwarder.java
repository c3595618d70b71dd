package io.doip4j.client.gateway;

import io.doip4j.client.DoipConnection;
import io.doip4j.client.DoipConnectionBuilder;
import io.doip4j.client.DoipException;
import io.doip4j.client.ReconnectPolicy;
import io.doip4j.client.RoutingActivationDeniedException;
import io.doip4j.client.internal.net.SystemTimers;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNackCode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwards diagnostic messages of outer testers to one DoIP entity behind the gateway, and what its targets send back. Towards that
 * entity the gateway is a tester, with one connection per outer tester.
 *
 * <p>The gateway has acknowledged a message when it is forwarded, as ISO 13400-2 wants it, and nothing can take that back. So
 * {@link #refusal} says beforehand what can be known: that the entity cannot be reached (0x06), that too much waits (0x05), and what
 * the entity said to the last message to the same target (0x04 to 0x09), for about a second. A message that the entity refuses
 * or that is lost on the way gets no answer, as on any other network behind a gateway.
 *
 * <p>Messages to one target stay in order; a slow target delays no other. Whatever a target sends goes back: answers,
 * "response pending", and what nobody asked for; periodic data in messages of type 0x8004 do not. When the outer connection ends, so
 * does the inner one.
 *
 * <p>All methods may be called by any thread, and return at once, but for {@link #close()}.
 */
public final class GatewayForwarder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayForwarder.class);
    private static final Duration MEMORY = Duration.ofSeconds(1);

    private final Builder settings;
    private final MonotonicClock clock = MonotonicClock.system();
    private final SystemTimers timers = new SystemTimers("doip-client gateway timers");
    private final Map<Long, InnerLink> links = new HashMap<>();
    private final RecentRefusals refusals;
    private final Reachability reachability;
    /** Testers that the entity does not take, and since when. */
    private final Map<LogicalAddress, Long> denied = new HashMap<>();

    private boolean closed;

    private GatewayForwarder(Builder settings) {
        this.settings = settings;
        this.refusals = new RecentRefusals(clock, MEMORY);
        this.reachability =
                new Reachability(settings.entity, timers, clock, settings.probeInterval, MEMORY, this::isAnyOpen);
    }

    /**
     * Begins the description of a forwarder.
     *
     * @param entity where the inner entity is, and its TCP port; if it speaks TLS only, that port, which is then to be set with
     *     {@link DoipConnectionBuilder#tlsPort} as well
     * @return a new builder
     */
    public static Builder builder(InetSocketAddress entity) {
        return new Builder(entity);
    }

    /** Describes a forwarder. Not safe for use by several threads. */
    public static final class Builder {
        private final InetSocketAddress entity;
        private UnaryOperator<DoipConnectionBuilder> connection = UnaryOperator.identity();
        private OptionalInt ownAddress = OptionalInt.empty();
        private int maxTesters = 16;
        private int maxWaiting = 64;
        private Duration probeInterval = Duration.ofSeconds(1);

        private Builder(InetSocketAddress entity) {
            this.entity = entity;
        }

        private Builder(Builder other) {
            this.entity = other.entity;
            this.connection = other.connection;
            this.ownAddress = other.ownAddress;
            this.maxTesters = other.maxTesters;
            this.maxWaiting = other.maxWaiting;
            this.probeInterval = other.probeInterval;
        }

        /**
         * How to connect to the entity: protocol version, activation type, TLS and the like. Tester address and reconnection are
         * set by the forwarder.
         *
         * @param changes applied to the builder of every inner connection, by whatever thread forwards
         * @return this builder
         */
        public Builder connection(UnaryOperator<DoipConnectionBuilder> changes) {
            connection = changes;
            return this;
        }

        /**
         * The address that the gateway has as a tester inside. Unless set it is the one of the outer tester. With an address of its
         * own it can serve one outer tester at a time, since the entity takes an address once only.
         *
         * @param address 0..0xFFFF
         * @return this builder
         */
        public Builder testerAddress(int address) {
            ownAddress = OptionalInt.of(LogicalAddress.of(address).value());
            return this;
        }

        /**
         * How many outer testers are served at once, 16 unless set. Messages of others are refused with 0x05.
         *
         * @param testers 1 or more
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxTesters(int testers) {
            maxTesters = atLeastOne("maximum of testers", testers);
            return this;
        }

        /**
         * How many messages of one tester may wait for the entity, 64 unless set. More are refused with 0x05.
         *
         * @param messages 1 or more
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxWaiting(int messages) {
            maxWaiting = atLeastOne("maximum of waiting messages", messages);
            return this;
        }

        /**
         * How often to try whether the entity takes connections, while there is none: every second unless set. Without that the
         * first message to an entity that is down is acknowledged and lost.
         *
         * @param interval zero switches it off
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder probeInterval(Duration interval) {
            if (interval.isNegative()) {
                throw new IllegalArgumentException("probe interval is " + interval + ", must not be negative");
            }
            probeInterval = interval;
            return this;
        }

        private static int atLeastOne(String what, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(what + " is " + value + ", must be 1 or more");
            }
            return value;
        }

        /**
         * Makes the forwarder. It begins to try at once whether the entity is there.
         *
         * @return the forwarder; to be closed by the caller
         */
        public GatewayForwarder build() {
            GatewayForwarder forwarder = new GatewayForwarder(new Builder(this));
            forwarder.reachability.watch();
            return forwarder;
        }
    }

    /**
     * Whether a message of an outer tester can be forwarded now.
     *
     * @param message the message; its source is the outer tester
     * @return why not: codes 0x04 to 0x09; empty if it can, as far as is known
     */
    public Optional<DiagnosticNackCode> refusal(DiagnosticMessage message) {
        synchronized (this) {
            if (closed || isDenied(message.source())) {
                return Optional.of(DiagnosticNackCode.TARGET_UNREACHABLE);
            }
            Optional<InnerLink> link = links.values().stream()
                    .filter(one -> one.outer().equals(message.source()))
                    .findFirst();
            boolean full = link.map(InnerLink::isFull).orElseGet(() -> links.size() >= settings.maxTesters);
            if (full) {
                return Optional.of(DiagnosticNackCode.OUT_OF_MEMORY);
            }
        }
        if (reachability.isDown()) {
            return Optional.of(DiagnosticNackCode.TARGET_UNREACHABLE);
        }
        return refusals.find(message.target(), message.userData().length());
    }

    private boolean isDenied(LogicalAddress outer) {
        Long since = denied.get(outer);
        if (since == null) {
            return false;
        }
        boolean still = clock.nanoTime() - since < MEMORY.toNanos();
        if (!still) {
            denied.remove(outer);
        }
        return still;
    }

    /**
     * Forwards a message that was acknowledged outside.
     *
     * @param message the message; its source is the outer tester. One without user data is dropped
     * @param tester the way back
     */
    public void forward(DiagnosticMessage message, OuterTester tester) {
        if (message.userData().isEmpty()) {
            return;
        }
        InnerLink fresh = null;
        InnerLink link;
        synchronized (this) {
            if (closed) {
                return;
            }
            link = links.get(tester.connectionId());
            if (link == null) {
                if (links.size() >= settings.maxTesters) {
                    LOG.warn("dropped a message of tester {}: there are too many testers", message.source());
                    return;
                }
                link = new InnerLink(
                        message.source(),
                        tester,
                        connection(message.source()),
                        timers,
                        settings.maxWaiting,
                        new LinkOwner());
                links.put(tester.connectionId(), link);
                fresh = link;
            }
        }
        link.forward(message);
        if (fresh != null) {
            fresh.open();
            InnerLink opened = fresh;
            tester.onEnd(() -> end(opened));
        }
    }

    private DoipConnectionBuilder connection(LogicalAddress outer) {
        return settings.connection
                .apply(DoipConnection.builder(settings.entity))
                .testerAddress(settings.ownAddress.orElse(outer.value()))
                .reconnect(ReconnectPolicy.never());
    }

    private void end(InnerLink link) {
        remove(link);
        link.end();
    }

    private synchronized void remove(InnerLink link) {
        links.remove(link.tester().connectionId(), link);
    }

    private synchronized boolean isAnyOpen() {
        return links.values().stream().anyMatch(InnerLink::isOpen);
    }

    /**
     * Whether the entity is known to take connections, or not known to take none.
     *
     * @return false if it takes none
     */
    public boolean isReachable() {
        return !reachability.isDown();
    }

    /** Ends all inner connections. Messages that wait are lost. Idempotent. */
    @Override
    public void close() {
        List<InnerLink> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(links.values());
            links.clear();
        }
        reachability.end();
        all.forEach(InnerLink::end);
        timers.close();
    }

    private final class LinkOwner implements InnerLink.Owner {
        @Override
        public void opened() {
            reachability.up();
        }

        @Override
        public void failed(InnerLink link, DoipException why) {
            remove(link);
            if (why instanceof RoutingActivationDeniedException) {
                synchronized (GatewayForwarder.this) {
                    denied.put(link.outer(), clock.nanoTime());
                }
            } else {
                reachability.down();
            }
        }

        @Override
        public void taken(LogicalAddress target) {
            refusals.clear(target);
        }

        @Override
        public void refused(LogicalAddress target, DiagnosticNackCode code, int length) {
            refusals.note(target, code, length);
        }

        @Override
        public void ended(InnerLink link) {
            remove(link);
            reachability.tryNow();
        }
    }
}
