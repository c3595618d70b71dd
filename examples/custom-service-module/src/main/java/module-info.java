/**
 * A plugin that is a module. {@code provides} is for servers that have it on their module path; where it is on the class path
 * or in {@code doip serve --plugin-path}, the services file counts that {@code @AutoService} writes. Keep both.
 */
module com.example.starter {
    requires io.doip4j.core;
    // Only because of CautiousReset, which builds on the shipped ECUReset.
    requires io.doip4j.uds.services;
    requires static com.google.auto.service;
    requires static org.jspecify;

    // For settings, and for what is added to a server by hand. The provider that is found needs no export.
    exports com.example.starter;

    provides io.doip4j.uds.spi.UdsServiceProvider with
            com.example.starter.StarterProvider;
}
