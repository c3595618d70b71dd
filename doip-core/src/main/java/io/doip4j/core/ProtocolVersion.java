package io.doip4j.core;

import io.doip4j.core.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * The protocol version byte that begins every DoIP message (ISO 13400-2, generic header). Unknown values are kept.
 *
 * @param value 0..0xFF
 */
public record ProtocolVersion(int value) {
    /** ISO/DIS 13400-2:2010. Not spoken by this library, only named. */
    public static final ProtocolVersion DIS_2010 = new ProtocolVersion(0x01);
    /** ISO 13400-2:2012. */
    public static final ProtocolVersion ISO_2012 = new ProtocolVersion(0x02);
    /** ISO 13400-2:2019. */
    public static final ProtocolVersion ISO_2019 = new ProtocolVersion(0x03);
    /** ISO 13400-2:2019/Amd 1:2023. */
    public static final ProtocolVersion ISO_2019_AMD1 = new ProtocolVersion(0x04);
    /** The wildcard that a tester may use in vehicle identification requests. An entity never sends it. */
    public static final ProtocolVersion WILDCARD = new ProtocolVersion(0xFF);

    /**
     * Checks the range.
     *
     * @param value 0..0xFF
     * @throws IllegalArgumentException if the value does not fit into one byte
     */
    public ProtocolVersion {
        Checks.u8("protocol version", value);
    }

    /**
     * A protocol version; the named ones are shared instances.
     *
     * @param value 0..0xFF
     * @return the version
     * @throws IllegalArgumentException if the value does not fit into one byte
     */
    public static ProtocolVersion of(int value) {
        return switch (value) {
            case 0x01 -> DIS_2010;
            case 0x02 -> ISO_2012;
            case 0x03 -> ISO_2019;
            case 0x04 -> ISO_2019_AMD1;
            case 0xFF -> WILDCARD;
            default -> new ProtocolVersion(value);
        };
    }

    /**
     * The second byte of the header: the bitwise complement of the version.
     *
     * @return 0..0xFF
     */
    public int inverse() {
        return value ^ 0xFF;
    }

    // By hand, as the next method: linking what the compiler would write here takes milliseconds at the start of a
    // server
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProtocolVersion version && version.value == value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    /** The version in hexadecimal and, if it has one, its edition: {@code 0x03 (ISO 13400-2:2019)}. */
    @Override
    public String toString() {
        String edition = switch (value) {
            case 0x01 -> " (ISO/DIS 13400-2:2010)";
            case 0x02 -> " (ISO 13400-2:2012)";
            case 0x03 -> " (ISO 13400-2:2019)";
            case 0x04 -> " (ISO 13400-2:2019/Amd 1:2023)";
            case 0xFF -> " (wildcard)";
            default -> "";
        };
        return String.format("0x%02X%s", value, edition);
    }
}
