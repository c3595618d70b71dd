package io.doip4j.uds.services.control;

import io.doip4j.core.Bytes;

/**
 * What the mask of an input or output looks like (ISO 14229-1, service 0x2F): one bit per element, the highest bit of the
 * first byte is the first element; no mask for a single element.
 *
 * @param elements how many elements there are
 */
record ElementMask(int elements) {
    private static final int BITS = Byte.SIZE;

    /** Number of bytes of the mask, 0 or more. */
    int maskLength() {
        return elements > 1 ? (elements + BITS - 1) / BITS : 0;
    }

    /** Whether a mask of the right length selects at least one element, and none that is not there. */
    boolean isValid(Bytes mask) {
        return mask.isEmpty() || (!mask.isAll(0) && (mask.u8(mask.length() - 1) & unusedBits()) == 0);
    }

    private int unusedBits() {
        int unused = maskLength() * BITS - elements;
        return (1 << unused) - 1;
    }
}
