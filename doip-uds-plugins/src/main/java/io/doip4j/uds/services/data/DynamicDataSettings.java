package io.doip4j.uds.services.data;

/**
 * Limits of an ECU for DynamicallyDefineDataIdentifier (ISO 14229-1, service 0x2C), given to it with
 * {@code EcuDefinition.builder(..).setting(..)}.
 *
 * @param maxIdentifiers how many identifiers can be defined at the same time, 1..512
 * @param maxSources how many pieces one of them can be made of, 1 or more
 * @param maxLength how many bytes one of them can have, 1 or more
 * @param keptOverReset whether definitions survive a reset of the ECU
 */
public record DynamicDataSettings(int maxIdentifiers, int maxSources, int maxLength, boolean keptOverReset) {
    /** How many identifiers can be defined, unless told otherwise: 32. */
    public static final int DEFAULT_MAX_IDENTIFIERS = 32;

    /** How many pieces an identifier can be made of, unless told otherwise: 255. */
    public static final int DEFAULT_MAX_SOURCES = 255;

    /** How many bytes an identifier can have, unless told otherwise: 65,535. */
    public static final int DEFAULT_MAX_LENGTH = 65_535;

    private static final int ALL_IDENTIFIERS = 512;

    /**
     * Checks the numbers.
     *
     * @param maxIdentifiers how many identifiers can be defined at the same time
     * @param maxSources how many pieces one of them can be made of
     * @param maxLength how many bytes one of them can have
     * @param keptOverReset whether definitions survive a reset of the ECU
     * @throws IllegalArgumentException if one is out of range
     */
    public DynamicDataSettings {
        check("number of dynamic identifiers", maxIdentifiers, ALL_IDENTIFIERS);
        check("number of pieces", maxSources, Integer.MAX_VALUE);
        check("length", maxLength, Integer.MAX_VALUE);
    }

    /**
     * The default limits; a reset clears all definitions.
     *
     * @return the settings
     */
    public static DynamicDataSettings standard() {
        return new DynamicDataSettings(DEFAULT_MAX_IDENTIFIERS, DEFAULT_MAX_SOURCES, DEFAULT_MAX_LENGTH, false);
    }

    /**
     * The same settings with another number of identifiers.
     *
     * @param number how many can be defined at the same time, 1..512
     * @return the settings
     * @throws IllegalArgumentException if it is out of range
     */
    public DynamicDataSettings maxIdentifiers(int number) {
        return new DynamicDataSettings(number, maxSources, maxLength, keptOverReset);
    }

    /**
     * The same settings with definitions that survive a reset, as in non-volatile memory.
     *
     * @return the settings
     */
    public DynamicDataSettings kept() {
        return new DynamicDataSettings(maxIdentifiers, maxSources, maxLength, true);
    }

    private static void check(String what, int value, int largest) {
        if (value < 1 || value > largest) {
            throw new IllegalArgumentException("maximum " + what + " is " + value + ", allowed is 1.." + largest);
        }
    }
}
