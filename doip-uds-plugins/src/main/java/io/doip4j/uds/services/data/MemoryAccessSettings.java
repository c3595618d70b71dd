package io.doip4j.uds.services.data;

import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.MemoryFormats;
import java.util.Set;

/**
 * What an ECU accepts in ReadMemoryByAddress and WriteMemoryByAddress (ISO 14229-1, services 0x23 and 0x3D). Give it to
 * {@link EcuDefinition.Builder#setting}; without it an ECU takes every format.
 *
 * @param formats the addressAndLengthFormatIdentifiers that are accepted; others are refused with NRC 0x31. High nibble the
 *     number of bytes of the size, low nibble that of the address, each 1..8
 */
public record MemoryAccessSettings(Set<Integer> formats) {
    /**
     * Checks the formats.
     *
     * @param formats the addressAndLengthFormatIdentifiers that are accepted
     * @throws IllegalArgumentException if a nibble of one of them is not 1..8, or there is none
     */
    public MemoryAccessSettings {
        formats = MemoryFormats.checked(formats);
    }

    /**
     * The default: sizes and addresses of one to eight bytes.
     *
     * @return the settings
     */
    public static MemoryAccessSettings standard() {
        return new MemoryAccessSettings(MemoryFormats.ALL);
    }

    /**
     * These formats only.
     *
     * @param formats the addressAndLengthFormatIdentifiers, for example 0x14 for a size of one byte and an address of four
     * @return the settings
     * @throws IllegalArgumentException if a nibble of one of them is not 1..8, or there is none
     */
    public static MemoryAccessSettings of(int... formats) {
        return new MemoryAccessSettings(MemoryFormats.of(formats));
    }
}
