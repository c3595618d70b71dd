package io.doip4j.it.uds;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Keeps the log of failed services from the console: the reference ECU has data that fail on purpose. */
final class QuietFaults implements BeforeAllCallback, AfterAllCallback {
    private static final String SERVICE_RUNNER = "io.doip4j.server.internal.uds.ServiceRunner";

    @Override
    public void beforeAll(ExtensionContext context) {
        logger().setLevel(Level.OFF);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        logger().setLevel(null);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(SERVICE_RUNNER);
    }
}
