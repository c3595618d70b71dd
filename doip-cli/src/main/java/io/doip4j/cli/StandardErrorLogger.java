package io.doip4j.cli;

import java.io.Serial;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Writes each event as one line on standard error. Safe for use by any thread. */
final class StandardErrorLogger extends LegacyAbstractLogger {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient LogLevels levels;

    StandardErrorLogger(String name, LogLevels levels) {
        this.name = name;
        this.levels = levels;
    }

    @Override
    public boolean isTraceEnabled() {
        return levels.isEnabled(name, Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return levels.isEnabled(name, Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return levels.isEnabled(name, Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return levels.isEnabled(name, Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return levels.isEnabled(name, Level.ERROR);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String pattern,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        String text = arguments == null ? pattern : MessageFormatter.basicArrayFormat(pattern, arguments);
        // In one piece, so that lines of several threads do not mix
        System.err.print(LogLine.of(System.currentTimeMillis(), level, name, text, thrown));
        System.err.flush();
    }
}
