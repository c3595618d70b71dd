/** External test equipment of ISO 13400-2: vehicle discovery, DoIP connections, and a UDS client (ISO 14229-1, -2 and -5). */
module io.doip4j.client {
    requires transitive io.doip4j.core;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.doip4j.client;
    exports io.doip4j.client.gateway;
    exports io.doip4j.client.uds;
}
