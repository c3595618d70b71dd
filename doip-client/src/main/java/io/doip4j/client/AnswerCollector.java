package io.doip4j.client;

import io.doip4j.core.Eid;
import io.doip4j.core.Gid;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.Vin;
import io.doip4j.core.codec.DatagramReader;
import io.doip4j.core.codec.DatagramResult;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.core.message.VehicleAnnouncement;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes vehicles of datagrams. Whatever a datagram contains, the next one is read. */
final class AnswerCollector {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerCollector.class);
    private static final int LARGEST_PAYLOAD = 1 << 16;
    private static final int MOST_ENTITIES = 4096;

    /** The same entity announces itself three times, and answers on several ways. */
    private record Key(InetAddress address, Eid eid, LogicalAddress logicalAddress) {}

    private final DatagramReader reader = new DatagramReader(HeaderRules.tester(LARGEST_PAYLOAD));
    private final Map<Key, DiscoveredEntity> found = new LinkedHashMap<>();

    /** Reads a datagram that came from somewhere, by an interface. */
    void datagram(
            ByteBuffer datagram,
            InetSocketAddress sender,
            int port,
            String networkInterface,
            Predicate<VehicleAnnouncement> wanted) {
        DatagramResult result = reader.read(datagram);
        if (result instanceof DatagramResult.Message message
                && message.message() instanceof VehicleAnnouncement announcement) {
            if (wanted.test(announcement)) {
                add(new DiscoveredEntity(announcement, message.version(), sender, port, networkInterface));
            }
        } else {
            LOG.debug("ignored from {}: {}", sender, result);
        }
    }

    private void add(DiscoveredEntity entity) {
        VehicleAnnouncement said = entity.announcement();
        Key key = new Key(entity.address(), said.eid(), said.logicalAddress());
        if (found.size() < MOST_ENTITIES || found.containsKey(key)) {
            // The last one counts: what an entity says of itself changes while it synchronises
            found.put(key, entity);
        }
    }

    boolean hasAnswerOf(InetAddress address) {
        return found.keySet().stream().anyMatch(key -> key.address().equals(address));
    }

    List<DiscoveredVehicle> vehicles() {
        Map<Object, List<DiscoveredEntity>> groups = new LinkedHashMap<>();
        Map<Gid, Optional<Vin>> vinOfGroup = vinsOfGroups();
        for (Map.Entry<Key, DiscoveredEntity> entry : found.entrySet()) {
            Object group = group(entry.getKey(), entry.getValue().announcement(), vinOfGroup);
            groups.computeIfAbsent(group, key -> new ArrayList<>()).add(entry.getValue());
        }
        return groups.values().stream().map(AnswerCollector::vehicle).toList();
    }

    /** The VIN that the entities of a group have, or none if they have different ones. */
    private Map<Gid, Optional<Vin>> vinsOfGroups() {
        Map<Gid, Optional<Vin>> vins = new LinkedHashMap<>();
        for (DiscoveredEntity entity : found.values()) {
            VehicleAnnouncement said = entity.announcement();
            if (said.vin().isSet() && said.gid().isSet()) {
                Optional<Vin> own = Optional.of(said.vin());
                vins.merge(said.gid(), own, (before, now) -> before.equals(now) ? now : Optional.empty());
            }
        }
        return vins;
    }

    private static Object group(Key key, VehicleAnnouncement said, Map<Gid, Optional<Vin>> vinOfGroup) {
        if (said.vin().isSet()) {
            return said.vin();
        }
        if (!said.gid().isSet()) {
            return key;
        }
        return vinOfGroup
                .getOrDefault(said.gid(), Optional.empty())
                .<Object>map(vin -> vin)
                .orElse(said.gid());
    }

    private static DiscoveredVehicle vehicle(List<DiscoveredEntity> entities) {
        Optional<Vin> vin = entities.stream()
                .map(entity -> entity.announcement().vin())
                .filter(Vin::isSet)
                .findFirst();
        Optional<Gid> gid = entities.stream()
                .map(entity -> entity.announcement().gid())
                .filter(Gid::isSet)
                .findFirst();
        return new DiscoveredVehicle(vin, gid, entities);
    }
}
