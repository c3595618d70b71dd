package io.doip4j.cli;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** The loggers, and from which level on each of them writes. Safe for use by any thread. */
final class LogLevels implements ILoggerFactory {
    private static final String OURS = "io.doip4j.";

    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
    private volatile Level ofOurs = Level.INFO;

    @Override
    public Logger getLogger(String name) {
        Logger known = loggers.get(name);
        if (known != null) {
            return known;
        }
        Logger made = new StandardErrorLogger(name, this);
        Logger other = loggers.putIfAbsent(name, made);
        return other == null ? made : other;
    }

    /** Lets the framework log all it does. */
    void verbose() {
        ofOurs = Level.DEBUG;
    }

    boolean isEnabled(String logger, Level level) {
        Level least = logger.startsWith(OURS) ? ofOurs : Level.WARN;
        return level.toInt() >= least.toInt();
    }
}
