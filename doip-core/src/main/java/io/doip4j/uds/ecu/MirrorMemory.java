package io.doip4j.uds.ecu;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Dtc;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.DtcMemory;
import io.doip4j.uds.spi.DtcSnapshot;
import io.doip4j.uds.spi.DtcStatus;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the primary memory held last of every code that has failed. A clear of that memory is not told to the mirror, so the
 * image stays until the code fails again.
 */
final class MirrorMemory implements DtcMemory {
    private static final Image NEVER_FAILED = new Image(DtcStatus.CLEARED, Map.of(), Map.of());

    private final DtcMemory primary;
    private final DtcSettings settings;
    private final Map<Dtc, Image> images = new TreeMap<>();

    private record Image(DtcStatus status, Map<Integer, DtcSnapshot> snapshots, Map<Integer, Bytes> extendedData) {
        private Image {
            snapshots = Collections.unmodifiableMap(new TreeMap<>(snapshots));
            extendedData = Collections.unmodifiableMap(new TreeMap<>(extendedData));
        }
    }

    MirrorMemory(DtcMemory primary, DtcSettings settings) {
        this.primary = primary;
        this.settings = settings;
    }

    void update(DtcEntry entry) {
        if (entry.hasFailed()) {
            images.put(entry.definition().dtc(), new Image(entry.status(), entry.snapshots(), entry.extendedData()));
        }
    }

    @Override
    public @Nullable DtcDefinition find(Dtc dtc) {
        return primary.find(dtc);
    }

    @Override
    public Collection<DtcDefinition> all() {
        return primary.all();
    }

    @Override
    public DtcStatus status(Dtc dtc) {
        return image(dtc).status().masked(settings.availabilityMask());
    }

    @Override
    public Map<Integer, DtcSnapshot> snapshots(Dtc dtc) {
        return image(dtc).snapshots();
    }

    @Override
    public Map<Integer, Bytes> extendedData(Dtc dtc) {
        return image(dtc).extendedData();
    }

    private Image image(Dtc dtc) {
        if (primary.find(dtc) == null) {
            throw new IllegalArgumentException("the ECU has no diagnostic trouble code " + dtc + ": register it first");
        }
        return images.getOrDefault(dtc, NEVER_FAILED);
    }

    @Override
    public boolean clear(int group) {
        Predicate<DtcDefinition> members = settings.members(group, primary);
        if (members == null) {
            return false;
        }
        all().stream().filter(members).forEach(code -> images.remove(code.dtc()));
        return true;
    }
}
