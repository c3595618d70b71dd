package io.doip4j.server.internal.net;

import io.doip4j.core.Eid;
import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.server.spi.NetworkInterfaces;
import io.doip4j.server.spi.NetworkInterfaces.Link;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the sockets of an entity in step with the network interfaces, and announces it. An entity that is bound to loopback
 * alone has nothing to watch: it costs it no thread and no time.
 */
public final class NetworkWatch {
    private static final long IDLE_SECONDS = 10;

    /**
     * What the configuration says.
     *
     * @param bindAddresses what the entity is bound to
     * @param source tells the interfaces
     * @param interval time between two looks at them
     * @param announces whether there are announcements
     * @param targets where announcements go; if empty 255.255.255.255 and ff02::1
     * @param subnets whether they go to the broadcast address of each subnet too
     */
    public record Options(
            List<InetAddress> bindAddresses,
            NetworkInterfaces source,
            Duration interval,
            boolean announces,
            List<InetSocketAddress> targets,
            boolean subnets) {}

    private final EntityTransport transport;
    private final Options options;
    private final Supplier<VehicleAnnouncement> announcement;
    private final BiConsumer<Runnable, Runnable> announcer;
    private final Consumer<Set<Eid>> eids;
    private final NetworkChanges changes;
    private final ThreadPoolExecutor asking;
    private final InterfacePoller poller;

    /**
     * A watch that does nothing yet.
     *
     * @param loop the event loop
     * @param transport the sockets
     * @param options what the configuration says
     * @param announcement what the entity says of itself
     * @param announcer runs a series of announcements: what sends one, and what to do after the last
     * @param eids is told the MAC addresses of the interfaces that the entity is bound to
     */
    public NetworkWatch(
            EventLoop loop,
            EntityTransport transport,
            Options options,
            Supplier<VehicleAnnouncement> announcement,
            BiConsumer<Runnable, Runnable> announcer,
            Consumer<Set<Eid>> eids) {
        this.transport = transport;
        this.options = options;
        this.announcement = announcement;
        this.announcer = announcer;
        this.eids = eids;
        changes = new NetworkChanges(options.bindAddresses(), new Sending(), announcer);
        asking = new ThreadPoolExecutor(
                0,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                NetworkWatch::thread,
                new ThreadPoolExecutor.DiscardPolicy());
        poller = new InterfacePoller(
                options.source(), options.interval(), loop.timers(), asking, loop::execute, this::update);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "doip-interfaces");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Whether the network interfaces matter: to an entity that is bound to loopback, and announces itself to given targets or
     * not at all, they do not.
     *
     * @return true if they have to be looked at before the entity begins
     */
    public boolean needsInterfaces() {
        return !loopbackOnly() || (options.announces() && options.targets().isEmpty());
    }

    private boolean loopbackOnly() {
        return options.bindAddresses().stream().allMatch(InetAddress::isLoopbackAddress);
    }

    /**
     * Looks at the interfaces. May take long: not on the event loop.
     *
     * @return the interfaces, or null if they cannot be told
     */
    public @Nullable List<Link> look() {
        return poller.snapshot();
    }

    /**
     * Announces the entity on all addresses that it is bound to, and begins to watch them. On the event loop.
     *
     * @param links the interfaces, as far as they matter and can be told
     */
    public void begin(@Nullable List<Link> links) {
        if (!needsInterfaces()) {
            announcer.accept(() -> announce(List.of(), options.targets()), () -> {});
            return;
        }
        if (links != null) {
            update(links);
        }
        if (!loopbackOnly()) {
            poller.start();
        }
    }

    private void update(List<Link> links) {
        changes.update(links);
        eids.accept(changes.eids());
    }

    /**
     * Announces the entity once, from all addresses that it is bound to. On the event loop.
     *
     * @param said what it says of itself
     * @param target where to
     */
    public void announce(VehicleAnnouncement said, InetSocketAddress target) {
        transport.announce(said, changes.addresses(), List.of(target), false);
    }

    private void announce(List<LocalAddress> from, List<InetSocketAddress> targets) {
        transport.announce(announcement.get(), from, targets, options.subnets());
    }

    /** Ends the watch. On the event loop, or when it has ended. */
    public void close() {
        poller.stop();
        asking.shutdownNow();
    }

    private final class Sending implements NetworkChanges.Effects {
        @Override
        public void interfaces(List<Link> links) {
            transport.interfaces(links);
        }

        @Override
        public void gained(LocalAddress address) {
            transport.gained(address);
        }

        @Override
        public void lost(LocalAddress address) {
            transport.lost(address);
        }

        @Override
        public void announce(List<LocalAddress> from) {
            NetworkWatch.this.announce(from, options.targets());
        }
    }
}
