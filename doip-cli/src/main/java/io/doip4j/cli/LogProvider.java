package io.doip4j.cli;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Sends the log to standard error, standard output belongs to the results of commands. Of the framework from INFO on, of
 * others from WARN on.
 *
 * <p>On what SLF4J brings, and no more: a logging library would take longer to start than the vehicle. {@code doip.jar}
 * names it in a services file; SLF4J's own {@code -Dslf4j.provider} puts another one in its place.
 */
public final class LogProvider implements SLF4JServiceProvider {
    private final LogLevels levels = new LogLevels();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter contexts = new NOPMDCAdapter();

    /** Made by SLF4J. */
    public LogProvider() {}

    /** Lets the framework log all it does. */
    static void verbose() {
        if (LoggerFactory.getILoggerFactory() instanceof LogLevels levels) {
            levels.verbose();
        }
    }

    @Override
    public void initialize() {
        // Nothing to do
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return levels;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return contexts;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }
}
