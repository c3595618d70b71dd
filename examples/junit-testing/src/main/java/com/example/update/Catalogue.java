package com.example.update;

import java.util.Map;

/**
 * Which software there is.
 *
 * @param newest the newest version for each part number
 */
public record Catalogue(Map<String, String> newest) {
    /** Copies the map. */
    public Catalogue {
        newest = Map.copyOf(newest);
    }

    /** Whether there is newer software for an ECU. A part that nobody knows has none. */
    public boolean hasNewerFor(EcuIdentity ecu) {
        String version = newest.getOrDefault(ecu.partNumber(), ecu.softwareVersion());
        return version.compareTo(ecu.softwareVersion()) > 0;
    }
}
