/** Virtual vehicles: servers that need no configuration. */
module io.doip4j.vehicle {
    requires transitive io.doip4j.server;
    // Only so that the services are there: the server finds them by ServiceLoader.
    requires io.doip4j.uds.services;
    requires static org.jspecify;

    exports io.doip4j.vehicle;
    exports io.doip4j.vehicle.stub;
    exports io.doip4j.vehicle.trace;
    exports io.doip4j.vehicle.fault;
}
