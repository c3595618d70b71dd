package io.doip4j.uds.ecu;

import io.doip4j.core.Bytes;
import io.doip4j.uds.spi.MemoryRegion;
import java.util.HashMap;
import java.util.Map;

/** A region of memory with its content: pages that were written, by their number from the start of the region. */
final class PagedRegion {
    private static final int PAGE_BITS = 12;
    private static final int PAGE = 1 << PAGE_BITS;

    private final MemoryRegion definition;
    private final Map<Long, byte[]> pages = new HashMap<>();

    PagedRegion(MemoryRegion definition) {
        this.definition = definition;
    }

    MemoryRegion definition() {
        return definition;
    }

    int writtenPages() {
        return pages.size();
    }

    /** The range must lie inside. */
    Bytes read(long address, int size) {
        byte[] data = new byte[size];
        int count;
        for (int done = 0; done < size; done += count) {
            long offset = address - definition.start() + done;
            int at = inPage(offset);
            count = Math.min(size - done, PAGE - at);
            byte[] page = pages.get(offset >>> PAGE_BITS);
            if (page == null) {
                fill(data, done, offset, count);
            } else {
                System.arraycopy(page, at, data, done, count);
            }
        }
        return Bytes.wrap(data);
    }

    /** The range must lie inside. */
    void write(long address, Bytes data) {
        int count;
        for (int done = 0; done < data.length(); done += count) {
            long offset = address - definition.start() + done;
            int at = inPage(offset);
            count = Math.min(data.length() - done, PAGE - at);
            data.slice(done, count).copyTo(pages.computeIfAbsent(offset >>> PAGE_BITS, this::newPage), at);
        }
    }

    private static int inPage(long offset) {
        return (int) (offset & (PAGE - 1));
    }

    /** The last page of a region may be shorter. */
    private byte[] newPage(long number) {
        long offset = number << PAGE_BITS;
        long rest = definition.length() - offset;
        byte[] page = new byte[Long.compareUnsigned(rest, PAGE) < 0 ? (int) rest : PAGE];
        fill(page, 0, offset, page.length);
        return page;
    }

    private void fill(byte[] target, int at, long offset, int count) {
        for (int i = 0; i < count; i++) {
            target[at + i] = (byte) definition.initial().applyAsInt(definition.start() + offset + i);
        }
    }
}
