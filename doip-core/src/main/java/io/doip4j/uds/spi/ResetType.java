package io.doip4j.uds.spi;

/** What kind of reset an ECU makes (ISO 14229-1, service 0x11). */
public enum ResetType {
    /** 0x01: as if the supply had been interrupted. */
    HARD(0x01),
    /** 0x02: as if the ignition had been switched off and on. */
    KEY_OFF_ON(0x02),
    /** 0x03: the application starts again. */
    SOFT(0x03);

    private final int subFunction;

    ResetType(int subFunction) {
        this.subFunction = subFunction;
    }

    /**
     * The sub-function of ECUReset that asks for it.
     *
     * @return 1..3
     */
    public int subFunction() {
        return subFunction;
    }
}
