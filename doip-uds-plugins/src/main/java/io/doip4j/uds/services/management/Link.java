package io.doip4j.uds.services.management;

/** What LinkControl makes of a link (ISO 14229-1, service 0x87). */
public sealed interface Link {
    /**
     * One of the modes that have a number.
     *
     * @param mode linkControlModeIdentifier, 0..0xFF: 0x01..0x05 are 9,600 to 115,200 bit/s, 0x10..0x13 are 125,000 to
     *     1,000,000 bit/s, 0x20 is for programming
     */
    record Fixed(int mode) implements Link {
        private static final int LARGEST = 0xFF;

        /**
         * Checks the range.
         *
         * @param mode linkControlModeIdentifier
         * @throws IllegalArgumentException if it does not fit into one byte
         */
        public Fixed {
            if (mode < 0 || mode > LARGEST) {
                throw new IllegalArgumentException(
                        String.format("linkControlModeIdentifier 0x%X is outside 0x00..0xFF", mode));
            }
        }
    }

    /**
     * Any bit rate.
     *
     * @param bitsPerSecond 0..0xFFFFFF
     */
    record Specific(int bitsPerSecond) implements Link {
        private static final int LARGEST = 0xFF_FFFF;

        /**
         * Checks the range.
         *
         * @param bitsPerSecond bit rate
         * @throws IllegalArgumentException if it does not fit into three bytes
         */
        public Specific {
            if (bitsPerSecond < 0 || bitsPerSecond > LARGEST) {
                throw new IllegalArgumentException(
                        bitsPerSecond + " bit/s is outside 0.." + LARGEST + ", which is what three bytes can hold");
            }
        }
    }
}
