package io.doip4j.cli;

import io.doip4j.core.codec.HeaderRules;

/** Reads whole numbers of a range, decimal or hexadecimal with {@code 0x}. */
final class Numbers {
    private Numbers() {}

    /** A port, or 0 for a free one. */
    static int port(String text) {
        return number(text, 0, 0xFFFF, "%d");
    }

    /** A logical address. */
    static int address(String text) {
        return number(text, 0, 0xFFFF, "0x%04X");
    }

    /** A protocol version that an entity can speak. */
    static int protocolVersion(String text) {
        return number(text, 0x02, 0x04, "0x%02X");
    }

    /** How many testers can be active. */
    static int sockets(String text) {
        return number(text, 1, 0xFFFF, "%d");
    }

    /** The largest payload; a vehicle identification request with VIN has to fit. */
    static int dataSize(String text) {
        return number(text, 17, HeaderRules.LARGEST_MAX_PAYLOAD_LENGTH, "%d");
    }

    /** How often. */
    static int count(String text) {
        return number(text, 0, Integer.MAX_VALUE, "%d");
    }

    private static int number(String text, int min, int max, String format) {
        boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
        String digits = hexadecimal ? text.substring(2) : text;
        int radix = hexadecimal ? 16 : 10;
        if (areDigits(digits, radix)) {
            try {
                long value = Long.parseLong(digits, radix);
                if (value >= min && value <= max) {
                    return (int) value;
                }
            } catch (NumberFormatException e) {
                // None at all, or more digits than any range allows
            }
        }
        throw new WrongArgument(String.format(
                "must be a number from " + format + " to " + format + ", decimal or hexadecimal with 0x", min, max));
    }

    /** Of ASCII, and without a sign. Without a regular expression: those take time when a vehicle starts. */
    private static boolean areDigits(String text, int radix) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > '~' || Character.digit(c, radix) < 0) {
                return false;
            }
        }
        return true;
    }
}
