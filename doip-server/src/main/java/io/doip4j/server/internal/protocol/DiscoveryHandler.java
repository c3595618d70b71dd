package io.doip4j.server.internal.protocol;

import io.doip4j.core.Bytes;
import io.doip4j.core.Eid;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DatagramReader;
import io.doip4j.core.codec.DatagramResult;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.core.codec.HeaderViolation;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.EntityStatusRequest;
import io.doip4j.core.message.EntityStatusResponse;
import io.doip4j.core.message.GenericNack;
import io.doip4j.core.message.GenericNackCode;
import io.doip4j.core.message.PayloadType;
import io.doip4j.core.message.PowerModeRequest;
import io.doip4j.core.message.PowerModeResponse;
import io.doip4j.core.message.UnknownMessage;
import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.core.message.VehicleIdentificationRequest;
import io.doip4j.core.message.VehicleIdentificationRequestWithEid;
import io.doip4j.core.message.VehicleIdentificationRequestWithVin;
import io.doip4j.server.spi.DoipMessageHandler;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.Interception;
import io.doip4j.server.spi.WireOption;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What an entity does with datagrams: identification, entity status, power mode, and the header checks (ISO 13400-2, vehicle
 * discovery). Belongs to the event loop.
 */
public final class DiscoveryHandler {
    private static final int LARGEST_REPORTED = 0xFF;
    private static final int HEADER_LENGTH = 8;
    /** More answers than this waiting for their random delay are a flood, and dropped. */
    private static final int MAX_DELAYED = 4096;

    private final Entity entity;
    private final EntityConfig config;
    private final RandomGenerator random;
    private final Supplier<Set<Eid>> interfaceEids;
    private final DatagramReader reader;
    private final SourceLimiter limiter;
    private int delayed;

    /**
     * The datagram side of an entity.
     *
     * @param entity the entity
     * @param random for the delay of identification responses
     * @param interfaceEids tells the EIDs of the network interfaces that the entity is bound to
     */
    public DiscoveryHandler(Entity entity, RandomGenerator random, Supplier<Set<Eid>> interfaceEids) {
        this.entity = entity;
        this.config = entity.config();
        this.random = random;
        this.interfaceEids = interfaceEids;
        this.reader = new DatagramReader(udpRules(config));
        this.limiter = new SourceLimiter(entity.timers(), config.limits().udpAnswersPerSecond());
    }

    private static HeaderRules udpRules(EntityConfig config) {
        HeaderRules rules =
                HeaderRules.entityUdp(config.versions(), config.limits().maxDataSize());
        if (config.has(WireOption.STRICT_IDENTIFICATION_VERSION)) {
            rules = rules.withStrictIdentificationVersion();
        }
        if (config.has(WireOption.NO_ENTITY_STATUS)) {
            rules = rules.withoutType(PayloadType.ENTITY_STATUS_REQUEST);
        }
        for (PayloadType type : config.messageTypes()) {
            rules = rules.withType(type);
        }
        return rules.withMemory(config.limits().memoryAvailable());
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
            Sender replies = new Sender(sender, config.answerVersion(request.version()), link);
            if (entity.observers().areNone()) {
                answer(request.message(), replies);
            } else {
                DoipMessage message = request.message();
                replies.incoming()
                        .apply(entity.observers().received(replies.peer(), request.version(), message), message);
            }
        } else if (result instanceof DatagramResult.Refused refused) {
            HeaderViolation violation = refused.violation();
            new Sender(sender, config.answerVersion(violation.header().version()), link).reply(violation.answer());
        }
    }

    /**
     * What the entity says of itself.
     *
     * @return the announcement
     */
    public VehicleAnnouncement announcement() {
        EntityConfig.Identity identity = entity.identity();
        return new VehicleAnnouncement(
                identity.vin(),
                identity.logicalAddress(),
                identity.eid(),
                identity.gid(),
                identity.furtherAction(),
                identity.syncStatus());
    }

    /**
     * Sends an announcement, in the entity's own version.
     *
     * @param announcement what to say
     * @param target where to
     * @param link sends it
     */
    public void announce(VehicleAnnouncement announcement, InetSocketAddress target, DatagramLink link) {
        new Sender(target, config.ownVersion(), link).reply(announcement);
    }

    private void answer(DoipMessage request, Sender sender) {
        if (request instanceof EntityStatusRequest) {
            sender.reply(status());
        } else if (request instanceof PowerModeRequest) {
            sender.reply(new PowerModeResponse(config.powerMode().get()));
        } else if (request instanceof UnknownMessage) {
            // Let through for a message handler, which did not want it.
            sender.reply(new GenericNack(GenericNackCode.UNKNOWN_PAYLOAD_TYPE));
        } else if (asksForUs(request)) {
            identify(sender);
        }
    }

    /** An entity whose EID or VIN is not the one that is looked for stays silent. */
    private boolean asksForUs(DoipMessage request) {
        EntityConfig.Identity identity = entity.identity();
        if (request instanceof VehicleIdentificationRequestWithEid byEid) {
            return byEid.eid().isSet()
                    && (byEid.eid().equals(identity.eid())
                            || interfaceEids.get().contains(byEid.eid()));
        }
        if (request instanceof VehicleIdentificationRequestWithVin byVin) {
            return identity.vin().isSet() && byVin.vin().equals(identity.vin());
        }
        return request instanceof VehicleIdentificationRequest;
    }

    private void identify(Sender sender) {
        long longest = config.timing().identificationDelay().toNanos();
        if (longest == 0) {
            sender.reply(announcement());
        } else if (delayed < MAX_DELAYED) {
            delayed++;
            entity.timers().scheduleAt(entity.timers().now() + random.nextLong(longest + 1), () -> {
                delayed--;
                sender.reply(announcement());
            });
        }
    }

    private EntityStatusResponse status() {
        EntityConfig.Limits limits = config.limits();
        int reportedMax = Math.min(limits.maxSockets(), LARGEST_REPORTED);
        int open = config.has(WireOption.COUNT_REGISTERED_SOCKETS_ONLY)
                ? entity.registeredSockets()
                : entity.activeConnections();
        return new EntityStatusResponse(
                config.nodeType(),
                reportedMax,
                // The reserve socket never shows.
                Math.min(open, reportedMax),
                reportedMaxDataSize());
    }

    private OptionalLong reportedMaxDataSize() {
        if (config.has(WireOption.STATUS_WITHOUT_MAX_DATA_SIZE)) {
            return OptionalLong.empty();
        }
        long size = config.limits().maxDataSize();
        return OptionalLong.of(config.has(WireOption.MAX_DATA_SIZE_WITH_HEADER) ? size + HEADER_LENGTH : size);
    }

    private static boolean isUnicast(InetSocketAddress sender) {
        byte[] address = sender.getAddress().getAddress();
        boolean limitedBroadcast = address.length == 4;
        for (byte part : address) {
            limitedBroadcast &= part == (byte) 0xFF;
        }
        return !limitedBroadcast && !sender.getAddress().isMulticastAddress() && sender.getPort() != 0;
    }

    /** The sender of one datagram, and the way back to it through the observers. */
    private final class Sender implements DoipMessageHandler.Replies {
        private final InetSocketAddress address;
        private final ProtocolVersion version;
        private final DatagramLink link;

        Sender(InetSocketAddress address, ProtocolVersion version, DatagramLink link) {
            this.address = address;
            this.version = version;
            this.link = link;
        }

        @Override
        public DoipPeer peer() {
            return DoipPeer.udp(address);
        }

        @Override
        public void send(DoipMessage answer) {
            entity.onLoop(() -> reply(answer));
        }

        void reply(DoipMessage answer) {
            if (entity.observers().areNone()) {
                link.send(version, answer, address);
            } else {
                outgoing().apply(entity.observers().sending(peer(), version, answer), answer);
            }
        }

        MessageFate incoming() {
            return new DatagramFate(this, message -> {
                if (!entity.observers().handled(message, this)) {
                    answer(message, this);
                }
            });
        }

        private MessageFate outgoing() {
            return new DatagramFate(this, answer -> {
                if (link.send(version, answer, address)) {
                    entity.observers().sent(peer(), version, answer);
                }
            });
        }
    }

    /** A message by UDP that the observers have seen. */
    private final class DatagramFate implements MessageFate {
        private final Sender sender;
        private final Consumer<DoipMessage> pass;

        DatagramFate(Sender sender, Consumer<DoipMessage> pass) {
            this.sender = sender;
            this.pass = pass;
        }

        @Override
        public void pass(DoipMessage message) {
            pass.accept(message);
        }

        @Override
        public void sendRaw(Bytes datagram) {
            sender.link.sendRaw(datagram, sender.address);
        }

        /** There is no connection: the message is gone, no more. */
        @Override
        public void end(Interception.Close how) {}

        @Override
        public void later(Duration time, Runnable then) {
            entity.timers().schedule(time, then);
        }
    }
}
