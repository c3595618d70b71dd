/**
 * A server that is a module. It names no plugin and needs no {@code uses}: {@code io.doip4j.server} has that, so every module
 * on the module path that provides a UDS service is found.
 */
module com.example.server {
    requires io.doip4j.server;
}
