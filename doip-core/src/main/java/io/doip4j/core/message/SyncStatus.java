package io.doip4j.core.message;

import io.doip4j.core.internal.Checks;

/**
 * Whether VIN and GID are the same in all entities of the vehicle (ISO 13400-2, vehicle announcement). Reserved values are
 * kept.
 *
 * @param value 0..0xFF, one byte on the wire
 */
public record SyncStatus(int value) {
    /** VIN or GID is synchronised. */
    public static final SyncStatus SYNCHRONISED = new SyncStatus(0x00);

    /** Not yet synchronised: ask again later. */
    public static final SyncStatus INCOMPLETE = new SyncStatus(0x10);

    /**
     * Checks the range.
     *
     * @param value 0..0xFF
     * @throws IllegalArgumentException if the value does not fit into one byte
     */
    public SyncStatus {
        Checks.u8("VIN/GID sync status", value);
    }

    /**
     * A VIN/GID sync status; the named ones are shared instances.
     *
     * @param value 0..0xFF, also a reserved one
     * @return the value
     * @throws IllegalArgumentException if it does not fit into one byte
     */
    public static SyncStatus of(int value) {
        return switch (value) {
            case 0x00 -> SYNCHRONISED;
            case 0x10 -> INCOMPLETE;
            default -> new SyncStatus(value);
        };
    }

    /** The value and its meaning: {@code 0x00 (synchronised)}. */
    @Override
    public String toString() {
        return CodeNames.format(value, name());
    }

    private String name() {
        return switch (value) {
            case 0x00 -> "synchronised";
            case 0x10 -> "incomplete";
            default -> "reserved";
        };
    }
}
