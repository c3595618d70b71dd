package io.doip4j.uds.ecu;

import io.doip4j.uds.spi.DataIdentifiers;
import io.doip4j.uds.spi.DataRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Data identifiers in memory: a table of pages by the high byte, so that looking one up makes no garbage. */
public final class InMemoryDataIdentifiers implements DataIdentifiers {
    private static final int PAGE = 0x100;
    private static final @Nullable DataRecord[] EMPTY_PAGE = {};

    private final @Nullable DataRecord[][] pages = new DataRecord[PAGE][];

    /** An empty registry. */
    public InMemoryDataIdentifiers() {
        Arrays.fill(pages, EMPTY_PAGE);
    }

    @Override
    public void register(DataRecord dataRecord) {
        int id = dataRecord.id().value();
        DataRecord present = find(id);
        if (present != null) {
            throw new IllegalArgumentException("data identifier " + dataRecord.id() + " is taken: "
                    + present.getClass().getName() + " has it, "
                    + dataRecord.getClass().getName() + " cannot have it too");
        }
        if (pages[id / PAGE].length == 0) {
            pages[id / PAGE] = new DataRecord[PAGE];
        }
        pages[id / PAGE][id % PAGE] = dataRecord;
    }

    @Override
    public void remove(int id) {
        @Nullable DataRecord[] page = pages[id / PAGE];
        if (page.length != 0) {
            page[id % PAGE] = null;
        }
    }

    @Override
    public @Nullable DataRecord find(int id) {
        @Nullable DataRecord[] page = pages[id / PAGE];
        return page.length == 0 ? null : page[id % PAGE];
    }

    @Override
    public Collection<DataRecord> all() {
        List<DataRecord> all = new ArrayList<>();
        for (@Nullable DataRecord[] page : pages) {
            for (DataRecord dataRecord : page) {
                if (dataRecord != null) {
                    all.add(dataRecord);
                }
            }
        }
        return Collections.unmodifiableList(all);
    }
}
