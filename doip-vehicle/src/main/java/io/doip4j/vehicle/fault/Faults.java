package io.doip4j.vehicle.fault;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticNack;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.PayloadType;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.core.message.RoutingActivationResponse;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.DoipInterceptor;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.DoipServerListener;
import io.doip4j.server.spi.Interception;
import io.doip4j.server.spi.UdsInterceptor;
import io.doip4j.server.spi.UdsInterceptor.TakenRequest;
import io.doip4j.uds.UdsRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Lets a server misbehave: faults are switched on and off while it runs. The catalogue is {@link WireFaults},
 * {@link DoipFaults}, {@link DiscoveryFaults} and {@link UdsFaults}.
 *
 * <pre>{@code
 * Faults faults = new Faults();
 * try (DoipServer server = faults.attachTo(DoipServer.builder().port(0)).build().start()) {
 *     faults.on(UdsFaults.busy()).forNext(3);
 *     faults.on(DoipFaults.ackMissing()).toTester(0x0E80).forTarget(0x1000).once();
 *     faults.on(WireFaults.protocolVersion(0x01)).ofType(PayloadType.DIAGNOSTIC_MESSAGE).once();
 *     ActiveFault silence = faults.on(UdsFaults.responseMissing()).always();
 *     runTheProgramUnderTest(server.tcpAddress());
 *     silence.off();
 *     assertThat(silence.count()).isEqualTo(2);
 *     faults.clear();
 * }
 * }</pre>
 *
 * <p>Of several faults that could strike a message, or a request, only the one that was switched on last does. Faults that
 * strike requests come before stubs if they were attached before them. Attach faults before other interceptors: of several the
 * first that does not let a message pass decides.
 *
 * <p>All methods may be called by any thread. Times are those of the server's clock.
 */
public final class Faults {
    private final AtomicBoolean attached = new AtomicBoolean();
    /** Newest first. */
    private final CopyOnWriteArrayList<ActiveFault> active = new CopyOnWriteArrayList<>();
    /** Which tester has asked for routing on which connection. */
    private final Map<Long, LogicalAddress> testers = new ConcurrentHashMap<>();

    /** Requests that ECUs are busy with because of a fault. */
    private final Set<OpenRequest> open = ConcurrentHashMap.newKeySet();

    private final PendingIdentifications identifications = new PendingIdentifications();

    /** No faults, for a server yet to be named. */
    public Faults() {}

    /**
     * Makes these the faults of a server that is to be built.
     *
     * @param builder of the server
     * @return the builder
     * @throws IllegalStateException if they are those of a server already
     */
    public DoipServerBuilder attachTo(DoipServerBuilder builder) {
        if (!attached.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "these are the faults of a server already; every server needs its own Faults");
        }
        return builder.interceptor(interceptor())
                .udsInterceptor(udsInterceptor())
                .listener(listener());
    }

    /**
     * Begins to switch a fault on.
     *
     * @param fault the fault
     * @return for which traffic, and how often
     */
    public FaultSwitch on(Fault fault) {
        return new FaultSwitch(this, fault, TrafficFilter.ALL);
    }

    /** Switches all faults off, as {@link ActiveFault#off} does. */
    public void clear() {
        active.forEach(ActiveFault::off);
        // Those of faults that are over already.
        List.copyOf(open).forEach(OpenRequest::cancel);
    }

    /**
     * The faults that are switched on, and those that are over and still hold something back.
     *
     * @return a copy, the one that was switched on last first
     */
    public List<ActiveFault> active() {
        return List.copyOf(active);
    }

    ActiveFault add(Fault fault, TrafficFilter filter, long limit) {
        ActiveFault added = new ActiveFault(this, fault, fault.newEffect(), filter, limit);
        active.add(0, added);
        return added;
    }

    Set<OpenRequest> openRequests() {
        return open;
    }

    void remove(ActiveFault over) {
        active.remove(over);
    }

    DoipInterceptor interceptor() {
        return new DoipInterceptor() {
            @Override
            public Interception received(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
                if (message instanceof RoutingActivationRequest request) {
                    testers.putIfAbsent(peer.connectionId(), request.source());
                }
                identifications.received(peer, message);
                return active.isEmpty()
                        ? Interception.pass()
                        : decide(new Passing(peer, version, message, false, tester(peer, message), true));
            }

            @Override
            public Interception sending(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
                boolean announcement =
                        message.type().equals(PayloadType.VEHICLE_ANNOUNCEMENT) && !identifications.answered(peer);
                return active.isEmpty()
                        ? Interception.pass()
                        : decide(new Passing(peer, version, message, true, tester(peer, message), !announcement));
            }
        };
    }

    private @Nullable LogicalAddress tester(DoipPeer peer, DoipMessage message) {
        if (message instanceof RoutingActivationRequest request) {
            return request.source();
        }
        if (message instanceof RoutingActivationResponse response) {
            return response.tester();
        }
        if (message instanceof DiagnosticAck ack) {
            return ack.target();
        }
        if (message instanceof DiagnosticNack nack) {
            return nack.target();
        }
        return testers.get(peer.connectionId());
    }

    private Interception decide(Passing message) {
        for (ActiveFault fault : active) {
            if (fault.effect().swallows(message)) {
                return Interception.drop();
            }
        }
        Interception decision = struck(message);
        for (ActiveFault fault : active) {
            decision = fault.effect().afterwards(message, decision);
        }
        return decision;
    }

    private Interception struck(Passing message) {
        for (ActiveFault fault : active) {
            if (fault.effect().concerns(message) && fault.filter().lets(message) && fault.takeStrike()) {
                return fault.effect().strike(message);
            }
        }
        return Interception.pass();
    }

    UdsInterceptor udsInterceptor() {
        return this::take;
    }

    private boolean take(UdsRequest request, TakenRequest taken) {
        for (ActiveFault fault : active) {
            if (fault.effect().concernsRequests() && fault.filter().lets(taken) && fault.takeStrike()) {
                fault.strike(request, taken);
                return true;
            }
        }
        return false;
    }

    DoipServerListener listener() {
        return new DoipServerListener() {
            @Override
            public void routingActivated(DoipPeer peer, LogicalAddress tester, ActivationType type) {
                testers.put(peer.connectionId(), tester);
            }

            @Override
            public void connectionClosed(DoipPeer peer, CloseReason reason) {
                testers.remove(peer.connectionId());
                active.forEach(fault -> fault.effect().forget(peer.connectionId()));
            }
        };
    }

    /** The faults that are switched on. */
    @Override
    public String toString() {
        return "faults " + active;
    }
}
