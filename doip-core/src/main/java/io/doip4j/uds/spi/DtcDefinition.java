package io.doip4j.uds.spi;

import io.doip4j.core.Bytes;
import io.doip4j.core.internal.Checks;
import io.doip4j.uds.Dtc;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The definition of a diagnostic trouble code: what it is, when it is confirmed, what is stored with it. Immutable: every
 * ECU that starts with it begins with its initial status. Suppliers with state belong to one ECU: make such a definition
 * once per ECU.
 */
public final class DtcDefinition {
    /** Functional group of systems that are related to emissions: 0x33. */
    public static final int EMISSIONS_GROUP = 0x33;

    private static final int LARGEST_DTC = 0xFF_FEFF;
    private static final int LARGEST_SNAPSHOT = 0xFE;
    private static final int LARGEST_EXTENDED_DATA = 0xFD;

    private final Dtc dtc;
    private final int severity;
    private final int functionalUnit;
    private final DtcStatus initialStatus;
    private final int confirmationThreshold;
    private final int agingThreshold;
    private final boolean warningIndicator;
    private final boolean permanent;
    private final OptionalInt userMemory;
    private final Set<Integer> functionalGroups;
    private final Set<Integer> readinessGroups;
    private final Map<Integer, Supplier<DtcSnapshot>> snapshots;
    private final Map<Integer, Supplier<Bytes>> extendedData;

    private DtcDefinition(Builder builder) {
        dtc = builder.dtc;
        severity = builder.severity;
        functionalUnit = builder.functionalUnit;
        initialStatus = builder.initialStatus;
        confirmationThreshold = builder.confirmationThreshold;
        agingThreshold = builder.agingThreshold;
        warningIndicator = builder.warningIndicator;
        permanent = builder.permanent;
        userMemory = builder.userMemory;
        functionalGroups = Collections.unmodifiableSet(new TreeSet<>(builder.functionalGroups));
        readinessGroups = Collections.unmodifiableSet(new TreeSet<>(builder.readinessGroups));
        snapshots = Collections.unmodifiableMap(new TreeMap<>(builder.snapshots));
        extendedData = Collections.unmodifiableMap(new TreeMap<>(builder.extendedData));
    }

    /**
     * Begins the definition of a code that was never tested, is confirmed by the first failure, does not age, and has
     * neither severity nor records.
     *
     * @param dtc the code, 1..0xFFFEFF; above are groups
     * @return a builder
     * @throws IllegalArgumentException if it is out of range
     */
    public static Builder of(int dtc) {
        return new Builder(Dtc.of(Checks.range("diagnostic trouble code", dtc, 1, LARGEST_DTC)));
    }

    /**
     * The code.
     *
     * @return the code
     */
    public Dtc dtc() {
        return dtc;
    }

    /**
     * The severity byte: bits 7 to 5 what the driver should do, bits 4 to 0 the class.
     *
     * @return 0..0xFF; 0 if there is none
     */
    public int severity() {
        return severity;
    }

    /**
     * The functional unit that the code belongs to.
     *
     * @return 0..0xFF, defined by the manufacturer
     */
    public int functionalUnit() {
        return functionalUnit;
    }

    /**
     * The status that the ECU starts with.
     *
     * @return the status
     */
    public DtcStatus initialStatus() {
        return initialStatus;
    }

    /**
     * In how many operation cycles the test must fail until the code is confirmed. A cycle with completed tests of which
     * none failed begins the count anew.
     *
     * @return 1 or more
     */
    public int confirmationThreshold() {
        return confirmationThreshold;
    }

    /**
     * After how many operation cycles with completed tests and no failure the code is no longer confirmed and its records
     * are erased.
     *
     * @return 1 or more; 0 if it does not age
     */
    public int agingThreshold() {
        return agingThreshold;
    }

    /**
     * Whether the code asks for a warning indicator as long as it is confirmed.
     *
     * @return true if it does
     */
    public boolean warningIndicator() {
        return warningIndicator;
    }

    /**
     * Whether the code becomes permanent when it is confirmed: then it stays so after a clear, until an operation cycle with
     * completed tests and no failure ends without the code being confirmed.
     *
     * @return true if it does
     */
    public boolean permanent() {
        return permanent;
    }

    /**
     * The user-defined memory that holds the code.
     *
     * @return memory selection, 0..0xFF; empty for the primary memory
     */
    public OptionalInt userMemory() {
        return userMemory;
    }

    /**
     * The functional groups that the code belongs to, for example {@link #EMISSIONS_GROUP}.
     *
     * @return functional group identifiers, 0..0xFF, in ascending order
     */
    public Set<Integer> functionalGroups() {
        return functionalGroups;
    }

    /**
     * The readiness groups that the code belongs to (SAE J1979-DA).
     *
     * @return readiness group identifiers, 0..0xFF, in ascending order
     */
    public Set<Integer> readinessGroups() {
        return readinessGroups;
    }

    /**
     * The snapshots that are taken when the test begins to fail.
     *
     * @return record number, 0..0xFE, to what takes it; in ascending order
     */
    public Map<Integer, Supplier<DtcSnapshot>> snapshots() {
        return snapshots;
    }

    /**
     * The extended data that are stored when the test begins to fail.
     *
     * @return record number, 1..0xFD, to what makes them; in ascending order
     */
    public Map<Integer, Supplier<Bytes>> extendedData() {
        return extendedData;
    }

    /** Collects the properties of a code. Not safe for use by several threads at once. */
    public static final class Builder {
        private final Dtc dtc;
        private final Map<Integer, Supplier<DtcSnapshot>> snapshots = new TreeMap<>();
        private final Map<Integer, Supplier<Bytes>> extendedData = new TreeMap<>();
        private final Set<Integer> functionalGroups = new TreeSet<>();
        private final Set<Integer> readinessGroups = new TreeSet<>();
        private int severity;
        private int functionalUnit;
        private DtcStatus initialStatus = DtcStatus.CLEARED;
        private int confirmationThreshold = 1;
        private int agingThreshold;
        private boolean warningIndicator;
        private boolean permanent;
        private OptionalInt userMemory = OptionalInt.empty();

        private Builder(Dtc dtc) {
            this.dtc = dtc;
        }

        /**
         * Sets severity and functional unit.
         *
         * @param severityByte 0..0xFF
         * @param unit functional unit, 0..0xFF
         * @return this
         * @throws IllegalArgumentException if one is out of range
         */
        public Builder severity(int severityByte, int unit) {
            severity = Checks.u8("severity", severityByte);
            functionalUnit = Checks.u8("functional unit", unit);
            return this;
        }

        /**
         * Sets the status that the ECU starts with, without asking how it came about.
         *
         * @param bits 0..0xFF
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder initialStatus(int bits) {
            initialStatus = new DtcStatus(bits);
            return this;
        }

        /**
         * Sets in how many operation cycles the test must fail until the code is confirmed.
         *
         * @param cycles 1 or more
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder confirmationThreshold(int cycles) {
            confirmationThreshold = Checks.range("confirmation threshold", cycles, 1, Integer.MAX_VALUE);
            return this;
        }

        /**
         * Sets after how many operation cycles with completed tests and no failure the code is no longer confirmed.
         *
         * @param cycles 1 or more; 0 for never
         * @return this
         * @throws IllegalArgumentException if it is less than 0
         */
        public Builder agingThreshold(int cycles) {
            agingThreshold = Checks.range("aging threshold", cycles, 0, Integer.MAX_VALUE);
            return this;
        }

        /**
         * Asks for a warning indicator as long as the code is confirmed.
         *
         * @return this
         */
        public Builder warningIndicator() {
            warningIndicator = true;
            return this;
        }

        /**
         * Becomes permanent when it is confirmed.
         *
         * @return this
         */
        public Builder permanent() {
            permanent = true;
            return this;
        }

        /**
         * Belongs to a user-defined memory instead of the primary one. The ECU has the memory as soon as it has a code in it.
         *
         * @param selection memory selection, 0..0xFF
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder userMemory(int selection) {
            userMemory = OptionalInt.of(Checks.u8("memory selection", selection));
            return this;
        }

        /**
         * Belongs to a functional group, too. The ECU has the group as soon as a code belongs to it.
         *
         * @param group functional group identifier: 0x33 emissions, 0xD0 safety, 0xD1..0xDF legislation, 0xFE VOBD; others
         *     are taken as well
         * @return this
         * @throws IllegalArgumentException if it is not 0..0xFF
         */
        public Builder functionalGroup(int group) {
            functionalGroups.add(Checks.u8("functional group", group));
            return this;
        }

        /**
         * Belongs to a readiness group, too. Such a group is part of the functional groups that its codes belong to.
         *
         * @param group readiness group identifier (SAE J1979-DA), 0..0xFF
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder readinessGroup(int group) {
            readinessGroups.add(Checks.u8("readiness group", group));
            return this;
        }

        /**
         * Has a snapshot that is always the same.
         *
         * @param number record number, 0..0xFE
         * @param snapshot the record
         * @return this
         * @throws IllegalArgumentException if the number is out of range
         */
        public Builder snapshot(int number, DtcSnapshot snapshot) {
            return snapshot(number, () -> snapshot);
        }

        /**
         * Has a snapshot that is taken when the test begins to fail, in place of the one before.
         *
         * @param number record number, 0..0xFE
         * @param taker takes the snapshot; must return at once
         * @return this
         * @throws IllegalArgumentException if the number is out of range
         */
        public Builder snapshot(int number, Supplier<DtcSnapshot> taker) {
            snapshots.put(Checks.range("snapshot record number", number, 0, LARGEST_SNAPSHOT), taker);
            return this;
        }

        /**
         * Has extended data that are always the same.
         *
         * @param number record number, 1..0xFD
         * @param data the record
         * @return this
         * @throws IllegalArgumentException if the number is out of range
         */
        public Builder extendedData(int number, Bytes data) {
            return extendedData(number, () -> data);
        }

        /**
         * Has extended data that are made when the test begins to fail, in place of those before.
         *
         * @param number record number, 1..0xFD
         * @param maker makes the data; must return at once
         * @return this
         * @throws IllegalArgumentException if the number is out of range
         */
        public Builder extendedData(int number, Supplier<Bytes> maker) {
            extendedData.put(Checks.range("extended data record number", number, 1, LARGEST_EXTENDED_DATA), maker);
            return this;
        }

        /**
         * Makes the definition.
         *
         * @return the definition
         */
        public DtcDefinition build() {
            return new DtcDefinition(this);
        }
    }
}
