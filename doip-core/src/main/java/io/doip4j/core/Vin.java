package io.doip4j.core;

import io.doip4j.core.internal.Checks;

/**
 * A vehicle identification number as DoIP carries it: 17 bytes of ASCII. All 0x00 or all 0xFF means "not programmed"
 * (ISO 13400-2, vehicle announcement). Bytes from the wire are kept whatever they are.
 *
 * @param bytes exactly 17 bytes
 */
public record Vin(Bytes bytes) {
    /** Number of bytes. */
    public static final int LENGTH = 17;

    /** A VIN that is not programmed: 17 zero bytes. */
    public static final Vin NOT_SET = new Vin(Bytes.wrap(new byte[LENGTH]));

    /**
     * Checks the length.
     *
     * @param bytes exactly 17 bytes
     * @throws IllegalArgumentException if there are not exactly 17 bytes
     */
    public Vin {
        Checks.length("VIN", bytes.length(), LENGTH);
    }

    /**
     * A VIN from its text. Only length and character set are checked: test vehicles use VINs that no registry knows.
     *
     * @param text 17 printable ASCII characters
     * @return the VIN
     * @throws IllegalArgumentException if it is not 17 characters or one is not printable ASCII
     */
    public static Vin of(String text) {
        if (text.length() != LENGTH || !isPrintable(text)) {
            throw new IllegalArgumentException(
                    "VIN \"" + text + "\" must be exactly 17 printable ASCII characters, has " + text.length());
        }
        return new Vin(Bytes.ascii(text));
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= 0x20 || c >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the VIN is programmed.
     *
     * @return false if all bytes are 0x00 or all are 0xFF
     */
    public boolean isSet() {
        return !bytes.isAll(0x00) && !bytes.isAll(0xFF);
    }

    /** The text, or {@code (not set)}. */
    @Override
    public String toString() {
        return isSet() ? bytes.toAscii() : "(not set)";
    }
}
