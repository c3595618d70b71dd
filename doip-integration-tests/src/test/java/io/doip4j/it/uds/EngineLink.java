package io.doip4j.it.uds;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.PeriodicDiagnosticMessage;
import io.doip4j.server.UdsServices;
import io.doip4j.server.internal.protocol.ReplyChannel;
import io.doip4j.server.internal.time.TimerQueue;
import io.doip4j.server.internal.uds.Ecu;
import io.doip4j.server.internal.uds.EcuHost;
import io.doip4j.server.internal.uds.ServiceCatalog;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.Addressing;
import io.doip4j.uds.spi.EcuContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The UDS engine with the shipped services under virtual time, without an entity around it: waiting costs nothing. */
final class EngineLink implements Link {
    private static final LogicalAddress GROUP = LogicalAddress.of(0xE400);
    private static final int FIRST_PORT = 50000;

    private final VirtualTime time = new VirtualTime();
    private final Ecu ecu;
    private final Map<Tester, Connection> connections = new EnumMap<>(Tester.class);
    private final List<String> faults = new ArrayList<>();
    private long connectionIds;

    EngineLink(EcuDefinition definition, ServiceCatalog services) {
        ecu = new Ecu(definition, services, new Host());
        ecu.begin();
    }

    /** The services that are shipped. */
    static ServiceCatalog shippedServices() {
        ClassLoader loader = EngineLink.class.getClassLoader();
        return ServiceCatalog.of(List.of(), UdsServices.of(loader).newProviders(), Set.of());
    }

    /** The ECU as its services see it. */
    EcuContext context() {
        return ecu.context();
    }

    /** How many timers run. */
    int timers() {
        return time.timers().size();
    }

    /** What services threw, since the last call. */
    List<String> takeFaults() {
        List<String> taken = List.copyOf(faults);
        faults.clear();
        return taken;
    }

    @Override
    public void connect(Tester tester) {
        connections.put(tester, new Connection(++connectionIds));
    }

    @Override
    public void disconnect(Tester tester) {
        Connection connection = connections.remove(tester);
        if (connection != null) {
            connection.end();
            time.settle();
        }
    }

    @Override
    public void send(Tester tester, Addressing addressing, Bytes request) {
        Connection connection = connection(tester);
        LogicalAddress target = addressing == Addressing.PHYSICAL ? ecu.address() : GROUP;
        DiagnosticMessage message = new DiagnosticMessage(tester.address(), target, request);
        if (ecu.refusal(message) != null) {
            throw new AssertionError("the ECU does not take " + message);
        }
        ecu.deliver(message, addressing, ProtocolVersion.ISO_2019, connection);
        time.settle();
    }

    private Connection connection(Tester tester) {
        Connection connection = connections.get(tester);
        if (connection == null) {
            throw new IllegalStateException(tester + " is not connected");
        }
        return connection;
    }

    @Override
    public @Nullable Received receive(Tester tester, Duration until) {
        Connection connection = connections.get(tester);
        Queue<Received> inbox = connection == null ? new ArrayDeque<>() : connection.inbox;
        time.advanceUntil(until, () -> !inbox.isEmpty());
        return inbox.poll();
    }

    @Override
    public Duration now() {
        return time.now();
    }

    @Override
    public Duration slack() {
        return Duration.ZERO;
    }

    @Override
    public void close() {
        connections.clear();
    }

    /** The way back to a tester: what it is given has left as soon as the current event is over. */
    private final class Connection implements ReplyChannel {
        private final DoipPeer peer;
        private final Queue<Received> inbox = new ArrayDeque<>();
        private final List<Runnable> atEnd = new ArrayList<>();
        private boolean open = true;

        Connection(long id) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), FIRST_PORT + (int) id);
            peer = new DoipPeer(DoipPeer.Transport.TCP, id, address);
        }

        void end() {
            open = false;
            List<Runnable> actions = List.copyOf(atEnd);
            atEnd.clear();
            actions.forEach(Runnable::run);
        }

        @Override
        public long connectionId() {
            return peer.connectionId();
        }

        @Override
        public DoipPeer peer() {
            return peer;
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
        public boolean isCongested() {
            return false;
        }

        @Override
        public boolean reply(ProtocolVersion version, DiagnosticMessage message) {
            if (!message.source().equals(ecu.address())) {
                throw new AssertionError("not from the ECU's physical address: " + message);
            }
            if (open) {
                inbox.add(new Received(message.userData(), time.now()));
            }
            return open;
        }

        @Override
        public boolean reply(ProtocolVersion version, PeriodicDiagnosticMessage message) {
            throw new AssertionError("not the form of periodic data that the ECU is defined with: " + message);
        }

        @Override
        public void afterFlush(Runnable action) {
            time.execute(action);
        }

        @Override
        public void onEnd(Runnable action) {
            if (open) {
                atEnd.add(action);
            } else {
                action.run();
            }
        }

        @Override
        public void forgetOnEnd(Runnable action) {
            atEnd.remove(action);
        }
    }

    private final class Host implements EcuHost {
        @Override
        public MonotonicClock clock() {
            return time;
        }

        @Override
        public TimerQueue timers() {
            return time.timers();
        }

        @Override
        public void onLoop(Runnable task) {
            task.run();
        }

        @Override
        public Executor handlers() {
            return time::execute;
        }

        @Override
        public void ecuRestarted(LogicalAddress address) {
            // An entity would close its connections now; here the testers do
        }

        @Override
        public boolean isClosed() {
            return false;
        }

        @Override
        public boolean positiveResponding() {
            return false;
        }

        @Override
        public void serviceFailed(LogicalAddress address, String serviceClass, UdsRequest request, Throwable fault) {
            faults.add(serviceClass + " on " + request.message().toHex() + ": " + fault);
        }

        @Override
        public void extensionFailed(Object extension, Throwable fault) {
            faults.add(extension + ": " + fault);
        }
    }
}
