package io.doip4j.uds.spi;

/** How a request was addressed (ISO 14229-1). */
public enum Addressing {
    /** To this ECU alone. */
    PHYSICAL,
    /** To a group that this ECU belongs to. */
    FUNCTIONAL
}
