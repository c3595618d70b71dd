package io.doip4j.uds.spi;

import io.doip4j.uds.Session;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The diagnostic sessions in which something is available: all, all but the default session, or those named. Immutable.
 */
public final class Sessions {
    private static final Sessions ALL = new Sessions(Kind.ALL, Set.of());
    private static final Sessions NON_DEFAULT = new Sessions(Kind.NON_DEFAULT, Set.of());
    private static final Sessions NONE = new Sessions(Kind.NAMED, Set.of());

    private enum Kind {
        ALL,
        NON_DEFAULT,
        NAMED
    }

    private final Kind kind;
    private final Set<Session> named;

    private Sessions(Kind kind, Set<Session> named) {
        this.kind = kind;
        this.named = named;
    }

    /**
     * Every session.
     *
     * @return the set
     */
    public static Sessions all() {
        return ALL;
    }

    /**
     * Every session but the default one.
     *
     * @return the set
     */
    public static Sessions nonDefault() {
        return NON_DEFAULT;
    }

    /**
     * No session.
     *
     * @return the set
     */
    public static Sessions none() {
        return NONE;
    }

    /**
     * The named sessions.
     *
     * @param sessions the sessions
     * @return the set
     */
    public static Sessions of(Session... sessions) {
        return new Sessions(Kind.NAMED, Collections.unmodifiableSet(new TreeSet<>(List.of(sessions))));
    }

    /**
     * Whether a session belongs to the set.
     *
     * @param session the session
     * @return true if it does
     */
    public boolean contains(Session session) {
        return switch (kind) {
            case ALL -> true;
            case NON_DEFAULT -> !session.isDefault();
            case NAMED -> named.contains(session);
        };
    }

    /** The names of the sessions. */
    @Override
    public String toString() {
        return switch (kind) {
            case ALL -> "all sessions";
            case NON_DEFAULT -> "all but the default session";
            case NAMED -> named.toString();
        };
    }
}
