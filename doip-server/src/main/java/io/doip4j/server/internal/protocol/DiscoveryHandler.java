package io.doip4j.server.internal.protocol;

import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DatagramReader;
import io.doip4j.core.codec.DatagramResult;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.core.codec.HeaderViolation;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.EntityStatusRequest;
import io.doip4j.core.message.EntityStatusResponse;
import io.doip4j.core.message.PowerModeRequest;
import io.doip4j.core.message.PowerModeResponse;
import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.core.message.VehicleIdentificationRequest;
import io.doip4j.core.message.VehicleIdentificationRequestWithEid;
import io.doip4j.core.message.VehicleIdentificationRequestWithVin;
import io.doip4j.server.internal.time.TimerQueue;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/**
 * What an entity does with datagrams: identification, entity status, power mode, and the header checks (ISO 13400-2, vehicle
 * discovery). Belongs to the event loop.
 */
public final class DiscoveryHandler {
    private static final int LARGEST_REPORTED = 0xFF;
    /** More answers than this waiting for their random delay are a flood, and dropped. */
    private static final int MAX_DELAYED = 4096;

    private final EntityConfig config;
    private final TimerQueue timers;
    private final RandomGenerator random;
    private final IntSupplier openSockets;
    private final DatagramReader reader;
    private final SourceLimiter limiter;
    private int delayed;

    /**
     * The datagram side of an entity.
     *
     * @param config what the entity was told
     * @param timers the time
     * @param random for the delay of identification responses
     * @param openSockets tells the established TCP connections, registered or not
     */
    public DiscoveryHandler(EntityConfig config, TimerQueue timers, RandomGenerator random, IntSupplier openSockets) {
        this.config = config;
        this.timers = timers;
        this.random = random;
        this.openSockets = openSockets;
        this.reader = new DatagramReader(
                HeaderRules.entityUdp(config.versions(), config.limits().maxDataSize()));
        this.limiter = new SourceLimiter(timers);
    }

    /**
     * Processes a datagram.
     *
     * @param datagram its bytes
     * @param sender who sent it
     * @param link for the answer
     */
    public void datagram(ByteBuffer datagram, InetSocketAddress sender, DatagramLink link) {
        if (!isUnicast(sender) || !limiter.admits(sender.getAddress())) {
            return;
        }
        DatagramResult result = reader.read(datagram);
        if (result instanceof DatagramResult.Message request) {
            answer(request.message(), config.answerVersion(request.version()), sender, link);
        } else if (result instanceof DatagramResult.Refused refused) {
            HeaderViolation violation = refused.violation();
            link.send(config.answerVersion(violation.header().version()), violation.answer(), sender);
        }
    }

    /**
     * What the entity says of itself.
     *
     * @return the announcement
     */
    public VehicleAnnouncement announcement() {
        EntityConfig.Identity identity = config.identity();
        return new VehicleAnnouncement(
                identity.vin(),
                identity.logicalAddress(),
                identity.eid(),
                identity.gid(),
                identity.furtherAction(),
                identity.syncStatus());
    }

    private void answer(DoipMessage request, ProtocolVersion version, InetSocketAddress sender, DatagramLink link) {
        if (request instanceof EntityStatusRequest) {
            link.send(version, status(), sender);
        } else if (request instanceof PowerModeRequest) {
            link.send(version, new PowerModeResponse(config.powerMode().get()), sender);
        } else if (asksForUs(request)) {
            identify(version, sender, link);
        }
    }

    /** An entity whose EID or VIN is not the one that is looked for stays silent. */
    private boolean asksForUs(DoipMessage request) {
        EntityConfig.Identity identity = config.identity();
        if (request instanceof VehicleIdentificationRequestWithEid byEid) {
            return identity.eid().isSet() && byEid.eid().equals(identity.eid());
        }
        if (request instanceof VehicleIdentificationRequestWithVin byVin) {
            return identity.vin().isSet() && byVin.vin().equals(identity.vin());
        }
        return request instanceof VehicleIdentificationRequest;
    }

    private void identify(ProtocolVersion version, InetSocketAddress sender, DatagramLink link) {
        long longest = config.timing().identificationDelay().toNanos();
        if (longest == 0) {
            link.send(version, announcement(), sender);
        } else if (delayed < MAX_DELAYED) {
            delayed++;
            timers.scheduleAt(timers.now() + random.nextLong(longest + 1), () -> {
                delayed--;
                link.send(version, announcement(), sender);
            });
        }
    }

    private EntityStatusResponse status() {
        EntityConfig.Limits limits = config.limits();
        int reportedMax = Math.min(limits.maxSockets(), LARGEST_REPORTED);
        return new EntityStatusResponse(
                config.nodeType(),
                reportedMax,
                // The reserve socket never shows.
                Math.min(openSockets.getAsInt(), reportedMax),
                OptionalLong.of(limits.maxDataSize()));
    }

    private static boolean isUnicast(InetSocketAddress sender) {
        byte[] address = sender.getAddress().getAddress();
        boolean limitedBroadcast = address.length == 4;
        for (byte part : address) {
            limitedBroadcast &= part == (byte) 0xFF;
        }
        return !limitedBroadcast && !sender.getAddress().isMulticastAddress() && sender.getPort() != 0;
    }
}
