package io.doip4j.uds.ecu;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.spi.MemoryMap;
import io.doip4j.uds.spi.MemoryRegion;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Memory that costs only what was written, in pages of 4 KiB. */
public final class PagedMemoryMap implements MemoryMap {
    private final TreeMap<Long, PagedRegion> regions = new TreeMap<>(Long::compareUnsigned);

    /** Memory without regions. */
    public PagedMemoryMap() {}

    @Override
    public void register(MemoryRegion region) {
        for (PagedRegion present : regions.values()) {
            if (present.definition().overlaps(region)) {
                throw new IllegalArgumentException("memory " + region + " overlaps " + present.definition());
            }
        }
        regions.put(region.start(), new PagedRegion(region));
    }

    @Override
    public @Nullable MemoryRegion find(long address, long size) {
        PagedRegion region = containing(address, size);
        return region == null ? null : region.definition();
    }

    @Override
    public Collection<MemoryRegion> all() {
        return regions.values().stream().map(PagedRegion::definition).toList();
    }

    @Override
    public Bytes read(long address, int size) {
        return existing(address, size).read(address, size);
    }

    @Override
    public void write(long address, Bytes data) {
        existing(address, data.length()).write(address, data);
    }

    private PagedRegion existing(long address, int size) {
        PagedRegion region = size < 1 ? null : containing(address, size);
        if (region == null) {
            throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
        }
        return region;
    }

    private @Nullable PagedRegion containing(long address, long size) {
        Map.Entry<Long, PagedRegion> floor = regions.floorEntry(address);
        return floor != null && floor.getValue().definition().contains(address, size) ? floor.getValue() : null;
    }
}
