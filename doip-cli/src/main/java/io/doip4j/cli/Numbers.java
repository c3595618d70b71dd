package io.doip4j.cli;

import io.doip4j.core.codec.HeaderRules;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads whole numbers of a range, decimal or hexadecimal with {@code 0x}. */
abstract class Numbers implements ITypeConverter<Integer> {
    private final int min;
    private final int max;
    private final String format;

    private Numbers(int min, int max, String format) {
        this.min = min;
        this.max = max;
        this.format = format;
    }

    @Override
    public final Integer convert(String text) {
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
        throw new TypeConversionException(String.format(
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

    /** A port, or 0 for a free one. */
    static final class Port extends Numbers {
        Port() {
            super(0, 0xFFFF, "%d");
        }
    }

    /** A logical address. */
    static final class Address extends Numbers {
        Address() {
            super(0, 0xFFFF, "0x%04X");
        }
    }

    /** A protocol version that an entity can speak. */
    static final class Version extends Numbers {
        Version() {
            super(0x02, 0x04, "0x%02X");
        }
    }

    /** How many testers can be active. */
    static final class Sockets extends Numbers {
        Sockets() {
            super(1, 0xFFFF, "%d");
        }
    }

    /** The largest payload; a routing activation request has to fit. */
    static final class DataSize extends Numbers {
        DataSize() {
            super(11, HeaderRules.LARGEST_MAX_PAYLOAD_LENGTH, "%d");
        }
    }

    /** How often. */
    static final class Count extends Numbers {
        Count() {
            super(0, Integer.MAX_VALUE, "%d");
        }
    }
}
