package io.doip4j.core;

import io.doip4j.core.internal.Checks;

/**
 * An entity identifier (EID): six bytes, normally the MAC address of one of its network interfaces. All 0x00 or all 0xFF means "not
 * set" (ISO 13400-2, vehicle announcement).
 *
 * @param bytes exactly 6 bytes
 */
public record Eid(Bytes bytes) {
    /** Number of bytes. */
    public static final int LENGTH = 6;

    /** EID that is not set: six zero bytes. */
    public static final Eid NOT_SET = new Eid(Bytes.wrap(new byte[LENGTH]));

    /**
     * Checks the length.
     *
     * @param bytes exactly 6 bytes
     * @throws IllegalArgumentException if there are not exactly 6 bytes
     */
    public Eid {
        Checks.length("EID", bytes.length(), LENGTH);
    }

    /**
     * EID from its text.
     *
     * @param text six hexadecimal bytes, separated by colons, hyphens, spaces or nothing
     * @return the EID
     * @throws IllegalArgumentException if it is something else
     */
    public static Eid of(String text) {
        return new Eid(Bytes.hex(text.replace(':', ' ').replace('-', ' ')));
    }

    /**
     * Whether it is set.
     *
     * @return false if all bytes are 0x00 or all are 0xFF
     */
    public boolean isSet() {
        return !bytes.isAll(0x00) && !bytes.isAll(0xFF);
    }

    /** The bytes as in a MAC address, {@code 02:00:00:00:10:00}, or {@code (not set)}. */
    @Override
    public String toString() {
        return isSet() ? bytes.toHex().replace(' ', ':') : "(not set)";
    }
}
