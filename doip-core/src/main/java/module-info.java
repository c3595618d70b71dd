/**
 * The DoIP and UDS messages, the codec, the model of an ECU, and what a UDS service plugin needs. Depends on the JDK only.
 */
module io.doip4j.core {
    requires static org.jspecify;

    exports io.doip4j.core;
    exports io.doip4j.core.codec;
    exports io.doip4j.core.message;
    exports io.doip4j.uds;
    exports io.doip4j.uds.ecu;
    exports io.doip4j.uds.spi;
}
