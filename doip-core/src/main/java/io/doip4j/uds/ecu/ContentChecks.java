package io.doip4j.uds.ecu;

import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.RoutineIdentifier;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.MemoryRegion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds what is wrong with an ECU definition, to say it all at once. */
final class ContentChecks {
    private final Set<Object> seen = new HashSet<>();
    private final List<MemoryRegion> regions = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    void dataIdentifier(DataIdentifier id) {
        once("data identifier", id);
    }

    void routine(RoutineIdentifier id) {
        once("routine", id);
    }

    void dtc(DtcDefinition definition) {
        String memory = definition.userMemory().isPresent()
                ? String.format(" in memory 0x%02X", definition.userMemory().getAsInt())
                : "";
        once("diagnostic trouble code", definition.dtc() + memory);
    }

    private void once(String what, Object id) {
        if (!seen.add(id)) {
            problems.add(what + " " + id + " is defined twice");
        }
    }

    void memory(MemoryRegion region) {
        for (MemoryRegion other : regions) {
            if (region.overlaps(other)) {
                problems.add("memory " + region + " overlaps " + other);
            }
        }
        regions.add(region);
    }

    void complain(LogicalAddress address, Set<Integer> services, Set<Integer> narrowed) {
        List<String> all = new ArrayList<>(problems);
        services.forEach(id -> requestOnly(all, "services", id));
        narrowed.forEach(id -> requestOnly(all, "narrow", id));
        if (!all.isEmpty()) {
            throw new IllegalArgumentException("ECU " + address + ": " + String.join("; ", all));
        }
    }

    private static void requestOnly(List<String> problems, String where, int id) {
        if (id < 0 || id > 0xFF || !ServiceId.isRequest(id)) {
            problems.add(String.format(
                    "%s: 0x%02X cannot be the service identifier of a request, allowed are 0x00..0x3F and 0x80..0xBF",
                    where, id));
        }
    }
}
