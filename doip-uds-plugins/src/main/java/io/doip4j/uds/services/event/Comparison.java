package io.doip4j.uds.services.event;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;

/**
 * A comparison of a value in the data behind an identifier with another one, as the record of onComparisonOfValues says it:
 * identifier (2), operator (1), reference (4), hysteresis in percent (1), place of the value (2).
 *
 * @param operator how they are compared
 * @param reference what the value is compared with
 * @param margin by how much the value must leave before the event can happen again
 * @param signed whether the value has a sign
 * @param bits how many bits the value has, 1..32
 * @param offset how many bits of the data come before it
 */
record Comparison(Operator operator, long reference, long margin, boolean signed, int bits, int offset) {
    /** The length of the record: 10 bytes. */
    static final int LENGTH = 10;

    private static final int OPERATOR_AT = 2;
    private static final int REFERENCE_AT = 3;
    private static final int HYSTERESIS_AT = 7;
    private static final int PLACE_AT = 8;
    private static final int LARGEST_HYSTERESIS = 100;
    private static final int SIGN_BIT = 0x8000;
    private static final int BITS_SHIFT = 10;
    private static final int BITS_MASK = 0x1F;
    private static final int OFFSET_MASK = 0x3FF;
    private static final int ALL_BITS = 32;

    /** How a value is compared with the reference. */
    enum Operator {
        LESS,
        GREATER,
        EQUAL,
        NOT_EQUAL;

        /** By the number that the operator has on the wire, 1..4. */
        static Operator of(int number) {
            if (number < 1 || number > values().length) {
                throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
            }
            return values()[number - 1];
        }
    }

    /** Reads a record of the right length. Throws NRC 0x31 if it makes no sense. */
    static Comparison read(Bytes record) {
        int hysteresis = record.u8(HYSTERESIS_AT);
        if (hysteresis > LARGEST_HYSTERESIS) {
            throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
        }
        int place = record.u16(PLACE_AT);
        boolean signed = (place & SIGN_BIT) != 0;
        int bits = (place >> BITS_SHIFT) & BITS_MASK;
        long raw = record.u32(REFERENCE_AT);
        long reference = signed ? (int) raw : raw;
        long margin = reference == 0 ? hysteresis : Math.abs(reference) * hysteresis / LARGEST_HYSTERESIS;
        return new Comparison(
                Operator.of(record.u8(OPERATOR_AT)),
                reference,
                margin,
                signed,
                bits == 0 ? ALL_BITS : bits,
                place & OFFSET_MASK);
    }

    /** A condition that is met when the value becomes so, and at first if it is so. */
    SampleCondition condition() {
        return new SampleCondition() {
            private boolean met;

            @Override
            public boolean occurs(Bytes data) {
                if (data.length() * Byte.SIZE < offset + bits) {
                    return false;
                }
                long value = value(data);
                if (met) {
                    met = !hasLeft(value);
                    return false;
                }
                met = holds(value);
                return met;
            }
        };
    }

    private boolean holds(long value) {
        return switch (operator) {
            case LESS -> value < reference;
            case GREATER -> value > reference;
            case EQUAL -> value == reference;
            case NOT_EQUAL -> Math.abs(value - reference) > margin;
        };
    }

    private boolean hasLeft(long value) {
        return switch (operator) {
            case LESS -> value >= reference + margin;
            case GREATER -> value <= reference - margin;
            case EQUAL -> value != reference && Math.abs(value - reference) >= margin;
            case NOT_EQUAL -> value == reference;
        };
    }

    /** The bits of the value, the highest one first. */
    private long value(Bytes data) {
        long value = 0;
        for (int bit = offset; bit < offset + bits; bit++) {
            int inByte = data.u8(bit / Byte.SIZE) >> (Byte.SIZE - 1 - bit % Byte.SIZE);
            value = (value << 1) | (inByte & 1);
        }
        int unused = Long.SIZE - bits;
        return signed ? (value << unused) >> unused : value;
    }
}
