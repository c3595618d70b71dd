package io.doip4j.client.uds;

/**
 * A piece of memory of an ECU, and how many bytes a request uses for its address and for its size
 * (addressAndLengthFormatIdentifier, ISO 14229-1). An ECU often knows one format only.
 *
 * @param address first address, unsigned
 * @param size number of bytes, unsigned
 * @param addressBytes bytes for the address in the request, 1..8
 * @param sizeBytes bytes for the size in the request, 1..8
 */
public record MemoryLocation(long address, long size, int addressBytes, int sizeBytes) {
    private static final int USUAL = 4;

    /**
     * Checks that the numbers fit.
     *
     * @param address first address, unsigned
     * @param size number of bytes, unsigned
     * @param addressBytes bytes for the address in the request, 1..8
     * @param sizeBytes bytes for the size in the request, 1..8
     * @throws IllegalArgumentException if a number is out of range or does not fit into its bytes
     */
    public MemoryLocation {
        fits("address", address, addressBytes);
        fits("size", size, sizeBytes);
    }

    /**
     * A piece of memory in the usual format 0x44: four bytes for the address, four for the size.
     *
     * @param address first address
     * @param size number of bytes
     * @return the location
     * @throws IllegalArgumentException if a number does not fit into four bytes
     */
    public static MemoryLocation of(long address, long size) {
        return new MemoryLocation(address, size, USUAL, USUAL);
    }

    /**
     * The same memory in another format.
     *
     * @param format high nibble: bytes for the size, low nibble: bytes for the address, each 1..8; as 0x44, 0x24
     * @return the location
     * @throws IllegalArgumentException if a number does not fit
     */
    public MemoryLocation withFormat(int format) {
        Args.u8("address and length format", format);
        return new MemoryLocation(address, size, format & 0x0F, format >> 4);
    }

    /**
     * The addressAndLengthFormatIdentifier.
     *
     * @return high nibble: bytes for the size, low nibble: bytes for the address
     */
    public int format() {
        return (sizeBytes << 4) | addressBytes;
    }

    /** Address, then size, without the format. */
    RequestBuilder writeTo(RequestBuilder request) {
        return request.unsigned(address, addressBytes).unsigned(size, sizeBytes);
    }

    private static void fits(String what, long value, int width) {
        Args.range("number of bytes for the " + what, width, 1, Long.BYTES);
        if (width < Long.BYTES && (value >>> (Byte.SIZE * width)) != 0) {
            throw new IllegalArgumentException(
                    String.format("%s 0x%X does not fit into %d bytes: use another format", what, value, width));
        }
    }
}
