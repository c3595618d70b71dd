/** The DoIP entity of ISO 13400-2 with the UDS engine of ISO 14229-1 and -2. */
module io.doip4j.server {
    requires transitive io.doip4j.core;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.doip4j.server;
    exports io.doip4j.server.spi;

    uses io.doip4j.uds.spi.UdsServiceProvider;
}
