package io.doip4j.core.message;

import io.doip4j.core.Bytes;

/** The optional manufacturer field of routing activation: absent, or four bytes. */
final class ManufacturerData {
    private ManufacturerData() {}

    static void check(Bytes data) {
        if (!data.isEmpty() && data.length() != Layout.OEM) {
            throw new IllegalArgumentException(
                    "manufacturer data are " + data.length() + " bytes, allowed are none or exactly " + Layout.OEM);
        }
    }
}
