package io.doip4j.server.internal.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The log of one class, kept from the console. */
public final class CapturedLog implements AutoCloseable {
    private final Recorder recorder;

    public CapturedLog(Class<?> source) {
        // The server does not read Logback's modules; its tests, which run in its module, do.
        Module logback = LoggerFactory.getILoggerFactory().getClass().getModule();
        CapturedLog.class.getModule().addReads(logback);
        ModuleLayer.boot()
                .findModule("ch.qos.logback.core")
                .ifPresent(core -> CapturedLog.class.getModule().addReads(core));
        recorder = new Recorder(source);
    }

    /** Level and text of what was logged so far. */
    public List<String> lines() {
        return recorder.lines();
    }

    @Override
    public void close() {
        recorder.stop();
    }

    /** A class of its own, so that Logback is touched after its modules can be read. */
    private static final class Recorder {
        private final Logger logger;
        private final ListAppender<ILoggingEvent> events = new ListAppender<>();

        Recorder(Class<?> source) {
            logger = (Logger) LoggerFactory.getLogger(source);
            events.start();
            logger.addAppender(events);
            logger.setAdditive(false);
        }

        List<String> lines() {
            return List.copyOf(events.list).stream()
                    .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                    .toList();
        }

        void stop() {
            logger.setAdditive(true);
            logger.detachAppender(events);
        }
    }
}
