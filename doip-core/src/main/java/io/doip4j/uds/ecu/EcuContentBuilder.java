package io.doip4j.uds.ecu;

import io.doip4j.core.Bytes;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.InputOutput;
import io.doip4j.uds.spi.MemoryRegion;
import io.doip4j.uds.spi.Routine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The part of {@link EcuDefinition.Builder} that is about what services work on.
 *
 * @param <B> the builder itself
 */
abstract class EcuContentBuilder<B> {
    private final List<Consumer<EcuContext>> contents = new ArrayList<>();
    private final ContentChecks checks = new ContentChecks();
    private final Map<Class<?>, Object> settings = new HashMap<>();
    private DtcSettings dtcSettings = DtcSettings.standard();

    EcuContentBuilder() {}

    abstract B self();

    List<Consumer<EcuContext>> contents() {
        return Collections.unmodifiableList(contents);
    }

    DtcSettings dtcSettings() {
        return dtcSettings;
    }

    Map<Class<?>, Object> settings() {
        return Collections.unmodifiableMap(settings);
    }

    ContentChecks checks() {
        return checks;
    }

    /**
     * Adds a data identifier that can be read in every session and never written.
     *
     * @param id 0..0xFFFF
     * @param value the data
     * @return this
     */
    public B data(int id, Bytes value) {
        return data(StoredData.readOnly(id, value));
    }

    /**
     * Adds a data identifier whose data are just kept.
     *
     * @param stored the definition
     * @return this
     */
    public B data(StoredData stored) {
        checks.dataIdentifier(stored.id());
        return data(ecu -> stored.create());
    }

    /**
     * Adds a data identifier with behaviour of its own.
     *
     * @param maker makes the data behind it, once for every ECU that starts with this definition
     * @return this
     */
    public B data(Function<EcuContext, DataRecord> maker) {
        contents.add(ecu -> ecu.dataIdentifiers().register(maker.apply(ecu)));
        return self();
    }

    /**
     * Adds a routine that always answers the same.
     *
     * @param fixed the definition
     * @return this
     */
    public B routine(FixedRoutine fixed) {
        checks.routine(fixed.id());
        return routine(fixed::create);
    }

    /**
     * Adds a routine with behaviour of its own.
     *
     * @param maker makes the routine, once for every ECU that starts with this definition
     * @return this
     */
    public B routine(Function<EcuContext, Routine> maker) {
        contents.add(ecu -> ecu.routines().register(maker.apply(ecu)));
        return self();
    }

    /**
     * Adds a region of memory.
     *
     * @param region the region
     * @return this
     */
    public B memory(MemoryRegion region) {
        checks.memory(region);
        contents.add(ecu -> ecu.memory().register(region));
        return self();
    }

    /**
     * Adds a diagnostic trouble code. The order is the order in which those that have failed or are confirmed from the
     * start came to be so.
     *
     * @param definition the code
     * @return this
     */
    public B dtc(DtcDefinition definition) {
        checks.dtc(definition);
        return dtc(ecu -> definition);
    }

    /**
     * Adds a diagnostic trouble code whose records come from the ECU.
     *
     * @param maker makes the definition, once for every ECU that starts with this definition
     * @return this
     */
    public B dtc(Function<EcuContext, DtcDefinition> maker) {
        contents.add(ecu -> ecu.dtcs().register(maker.apply(ecu)));
        return self();
    }

    /**
     * Sets what all diagnostic trouble codes have in common, {@link DtcSettings#standard} unless set.
     *
     * @param settings the settings
     * @return this
     */
    public B dtcSettings(DtcSettings settings) {
        dtcSettings = settings;
        return self();
    }

    /**
     * Gives a service its settings for this ECU. There is one of each class; a second one takes the place of the first. Every
     * ECU that starts with this definition shares it: it must be immutable.
     *
     * @param setting of a class that the service looks for, see {@link EcuContext#setting}
     * @return this
     */
    public B setting(Object setting) {
        settings.put(setting.getClass(), setting);
        return self();
    }

    /**
     * Adds an input or output whose own value never changes. It is a data identifier, too.
     *
     * @param stored the definition
     * @return this
     */
    public B io(StoredInputOutput stored) {
        checks.dataIdentifier(stored.id());
        return io(ecu -> stored.create());
    }

    /**
     * Adds an input or output with behaviour of its own. It is a data identifier, too.
     *
     * @param maker makes the input or output, once for every ECU that starts with this definition
     * @return this
     */
    public B io(Function<EcuContext, InputOutput> maker) {
        contents.add(ecu -> {
            InputOutput inputOutput = maker.apply(ecu);
            ecu.dataIdentifiers().register(inputOutput);
            ecu.io().register(inputOutput);
        });
        return self();
    }
}
