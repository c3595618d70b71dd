package io.doip4j.uds.services.data;

/**
 * Limits of an ECU for ReadDataByIdentifier (ISO 14229-1, service 0x22), given to it with
 * {@code EcuDefinition.builder(..).setting(..)}.
 *
 * @param maxIdentifiers how many identifiers a request can have, 1 or more
 */
public record ReadDataSettings(int maxIdentifiers) {
    /** How many identifiers a request can have, unless told otherwise: 64. */
    public static final int DEFAULT_MAX_IDENTIFIERS = 64;

    /**
     * Checks the number.
     *
     * @param maxIdentifiers how many identifiers a request can have
     * @throws IllegalArgumentException if it is less than 1
     */
    public ReadDataSettings {
        if (maxIdentifiers < 1) {
            throw new IllegalArgumentException(
                    "maximum number of data identifiers is " + maxIdentifiers + ", must be 1 or more");
        }
    }

    /**
     * Up to {@value #DEFAULT_MAX_IDENTIFIERS} identifiers.
     *
     * @return the settings
     */
    public static ReadDataSettings standard() {
        return new ReadDataSettings(DEFAULT_MAX_IDENTIFIERS);
    }
}
