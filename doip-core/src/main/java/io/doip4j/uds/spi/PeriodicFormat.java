package io.doip4j.uds.spi;

/** How periodic data travel on DoIP (ISO 14229-5), on which implementations differ. */
public enum PeriodicFormat {
    /** Diagnostic message with {@code 6A}, periodic identifier, data: most tools read this. The default. */
    WITH_SERVICE_ID,
    /** Diagnostic message with periodic identifier, data, as on other transports. */
    WITHOUT_SERVICE_ID,
    /** Periodic diagnostic message, payload type 0x8004, with periodic identifier, data. */
    PERIODIC_MESSAGE
}
