package io.doip4j.client;

import io.doip4j.core.Gid;
import io.doip4j.core.Vin;
import io.doip4j.core.message.SyncStatus;
import java.util.List;
import java.util.Optional;

/**
 * The DoIP entities of one vehicle: those with the same VIN; of those without VIN, the ones with the same GID; and one on its own if
 * it has neither.
 *
 * @param vin the VIN, if one of them has it
 * @param gid the GID, if one of them has it
 * @param entities at least one, in the order in which they were found
 */
public record DiscoveredVehicle(Optional<Vin> vin, Optional<Gid> gid, List<DiscoveredEntity> entities) {
    /**
     * Copies the list.
     *
     * @param vin the VIN
     * @param gid the GID
     * @param entities at least one
     * @throws IllegalArgumentException if there is none
     */
    public DiscoveredVehicle {
        entities = List.copyOf(entities);
        if (entities.isEmpty()) {
            throw new IllegalArgumentException("a vehicle without entities was not discovered");
        }
    }

    /**
     * The entity that was found first; the only one in most vehicles.
     *
     * @return the entity
     */
    public DiscoveredEntity entity() {
        return entities.get(0);
    }

    /**
     * Whether VIN and GID are final. If not, entities still tell each other: ask again after five seconds
     * (A_Vehicle_Discovery_Timer).
     *
     * @return false if one of them says that it is not synchronised yet
     */
    public boolean isSynchronised() {
        return entities.stream()
                .noneMatch(entity -> entity.announcement()
                        .syncStatus()
                        .filter(SyncStatus.INCOMPLETE::equals)
                        .isPresent());
    }
}
