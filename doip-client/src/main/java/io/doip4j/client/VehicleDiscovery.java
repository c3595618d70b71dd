package io.doip4j.client;

import io.doip4j.client.internal.net.Threads;
import io.doip4j.core.Eid;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.Vin;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.core.message.VehicleIdentificationRequest;
import io.doip4j.core.message.VehicleIdentificationRequestWithEid;
import io.doip4j.core.message.VehicleIdentificationRequestWithVin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Looks for vehicles, by UDP and without a connection (ISO 13400-2, vehicle discovery). Immutable, safe for use by any
 * thread; every search has sockets of its own.
 *
 * <pre>{@code
 * for (DiscoveredVehicle vehicle : VehicleDiscovery.everywhere().discover()) {
 *     System.out.println(vehicle.vin() + " at " + vehicle.entity().address());
 * }
 * DiscoveredVehicle bench = VehicleDiscovery.at(address).discover().get(0);
 * DoipConnection connection = bench.entity().connection().connect();
 * }</pre>
 */
public final class VehicleDiscovery {
    private static final Duration A_DOIP_CTRL = Duration.ofSeconds(2);
    private static final int LARGEST_PORT = 0xFFFF;

    /** Where to look. */
    private enum Reach {
        ADDRESSES,
        INTERFACES,
        NOWHERE
    }

    private final Reach reach;
    private final List<InetAddress> addresses;
    private final List<NetworkInterface> interfaces;
    private final DoipMessage request;
    private final ProtocolVersion version;
    private final int port;
    private final Duration timeout;
    private final boolean listening;

    private VehicleDiscovery(
            Reach reach,
            List<InetAddress> addresses,
            List<NetworkInterface> interfaces,
            DoipMessage request,
            ProtocolVersion version,
            int port,
            Duration timeout,
            boolean listening) {
        this.reach = reach;
        this.addresses = List.copyOf(addresses);
        this.interfaces = List.copyOf(interfaces);
        this.request = request;
        this.version = version;
        this.port = port;
        this.timeout = timeout;
        this.listening = listening;
    }

    private static VehicleDiscovery standard(
            Reach reach, List<InetAddress> addresses, List<NetworkInterface> interfaces, boolean listening) {
        return new VehicleDiscovery(
                reach,
                addresses,
                interfaces,
                new VehicleIdentificationRequest(),
                ProtocolVersion.WILDCARD,
                DoipConnection.PORT,
                A_DOIP_CTRL,
                listening);
    }

    /**
     * Looks on all interfaces of this host that are up, but not on loopback: by limited broadcast and by that of each subnet for
     * IPv4, by {@code ff02::1} for IPv6.
     *
     * @return the search
     */
    public static VehicleDiscovery everywhere() {
        return standard(Reach.INTERFACES, List.of(), List.of(), false);
    }

    /**
     * Looks on some interfaces, as {@link #everywhere()} does. On loopback, which has no broadcast, it asks the addresses of this
     * host.
     *
     * @param interfaces at least one
     * @return the search
     * @throws IllegalArgumentException if there is none
     */
    public static VehicleDiscovery on(NetworkInterface... interfaces) {
        if (interfaces.length == 0) {
            throw new IllegalArgumentException("no interface to look on: name at least one, or look everywhere");
        }
        return standard(Reach.INTERFACES, List.of(), List.of(interfaces), false);
    }

    /**
     * Asks some addresses only, and ends as soon as all have answered.
     *
     * @param addresses at least one
     * @return the search
     * @throws IllegalArgumentException if there is none
     */
    public static VehicleDiscovery at(InetAddress... addresses) {
        if (addresses.length == 0) {
            throw new IllegalArgumentException("no address to ask: name at least one, or look everywhere");
        }
        return standard(Reach.ADDRESSES, List.of(addresses), List.of(), false);
    }

    /**
     * Asks nobody, and hears who announces itself.
     *
     * @return the search
     */
    public static VehicleDiscovery silent() {
        return standard(Reach.NOWHERE, List.of(), List.of(), true);
    }

    private VehicleDiscovery with(DoipMessage newRequest) {
        return new VehicleDiscovery(reach, addresses, interfaces, newRequest, version, port, timeout, listening);
    }

    /**
     * Looks for one vehicle.
     *
     * @param vin its VIN
     * @return another search
     */
    public VehicleDiscovery vin(Vin vin) {
        return with(new VehicleIdentificationRequestWithVin(vin));
    }

    /**
     * Looks for one entity.
     *
     * @param eid its EID, or the MAC address of another of its interfaces
     * @return another search
     */
    public VehicleDiscovery eid(Eid eid) {
        return with(new VehicleIdentificationRequestWithEid(eid));
    }

    /**
     * Asks in another protocol version. It is 0xFF unless set, which every entity has to answer.
     *
     * @param protocolVersion the version
     * @return another search
     */
    public VehicleDiscovery protocolVersion(ProtocolVersion protocolVersion) {
        return new VehicleDiscovery(reach, addresses, interfaces, request, protocolVersion, port, timeout, listening);
    }

    /**
     * Asks at another port than 13400, and hears announcements there.
     *
     * @param number 1..65535
     * @return another search
     * @throws IllegalArgumentException if it is out of range
     */
    public VehicleDiscovery port(int number) {
        if (number < 1 || number > LARGEST_PORT) {
            throw new IllegalArgumentException("port is " + number + ", must be 1.." + LARGEST_PORT);
        }
        return new VehicleDiscovery(reach, addresses, interfaces, request, version, number, timeout, listening);
    }

    /**
     * Looks for another time than 2 s (A_DoIP_Ctrl).
     *
     * @param time how long, more than zero
     * @return another search
     * @throws IllegalArgumentException if it is not
     */
    public VehicleDiscovery timeout(Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException("timeout is " + time + ", must be more than zero");
        }
        return new VehicleDiscovery(reach, addresses, interfaces, request, version, port, time, listening);
    }

    /**
     * Hears announcements besides asking. Then it looks for the whole time. While it does, datagrams to the port may reach it
     * instead of another program on this host.
     *
     * @return another search
     */
    public VehicleDiscovery listening() {
        return new VehicleDiscovery(reach, addresses, interfaces, request, version, port, timeout, true);
    }

    /**
     * Looks. Blocks until the time is over.
     *
     * @return the vehicles that were found; none if nobody answers
     * @throws ConnectionFailedException if nothing could be sent or heard at all
     * @throws DoipInterruptedException if the thread is interrupted meanwhile
     */
    public List<DiscoveredVehicle> discover() {
        AnswerCollector collector = new AnswerCollector();
        try (DiscoverySockets sockets = new DiscoverySockets()) {
            byte[] bytes = DoipEncoder.encode(version, request).toArray();
            if (listening) {
                sockets.listen(port);
            }
            for (DiscoveryPath path : paths()) {
                sockets.ask(path, bytes, port);
            }
            if (sockets.isUseless()) {
                throw new ConnectionFailedException(
                        "no identification request could be sent: "
                                + (sockets.problems().isEmpty()
                                        ? "there is no interface for it"
                                        : String.join("; ", sockets.problems()))
                                + "; check the network, or ask an address",
                        null);
            }
            sockets.receive(
                    timeout,
                    (datagram, sender, by, announced) -> collector.datagram(
                            datagram, sender, port, by, announced ? this::isWantedAnnouncement : this::isWantedAnswer),
                    () -> haveAllAnswered(collector));
        } catch (IOException e) {
            throw new ConnectionFailedException("looking for vehicles failed: " + e.getMessage(), e);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new DoipInterruptedException();
        }
        return collector.vehicles();
    }

    /**
     * Looks as {@link #discover()} does, without blocking the caller.
     *
     * @return the vehicles, or what {@link #discover()} throws
     */
    public CompletionStage<List<DiscoveredVehicle>> discoverAsync() {
        return CompletableFuture.supplyAsync(
                        this::discover,
                        task -> Threads.daemon("doip-client discovery", task).start())
                .minimalCompletionStage();
    }

    private List<DiscoveryPath> paths() throws IOException {
        return switch (reach) {
            case NOWHERE -> List.of();
            case ADDRESSES -> addresses.stream().map(DiscoveryPath::to).toList();
            case INTERFACES -> {
                List<DiscoveryPath> paths = new ArrayList<>();
                List<NetworkInterface> all = interfaces.isEmpty()
                        ? NetworkInterface.networkInterfaces().toList()
                        : interfaces;
                for (DiscoveryPath.Link link : DiscoveryPath.links(all)) {
                    if (!interfaces.isEmpty() || !link.loopback()) {
                        paths.addAll(DiscoveryPath.throughout(link));
                    }
                }
                yield paths;
            }
        };
    }

    private boolean haveAllAnswered(AnswerCollector collector) {
        return reach == Reach.ADDRESSES && !listening && addresses.stream().allMatch(collector::hasAnswerOf);
    }

    /** An entity may answer for the EID of another of its interfaces than it names, so an EID is no filter. */
    private boolean isWantedAnswer(VehicleAnnouncement answer) {
        return !(request instanceof VehicleIdentificationRequestWithVin with)
                || answer.vin().equals(with.vin());
    }

    private boolean isWantedAnnouncement(VehicleAnnouncement announcement) {
        Predicate<VehicleAnnouncement> sameEid = said -> !(request instanceof VehicleIdentificationRequestWithEid with)
                || said.eid().equals(with.eid());
        return isWantedAnswer(announcement) && sameEid.test(announcement);
    }
}
