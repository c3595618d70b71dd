package io.doip4j.server.internal.uds;

import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.spi.SecurityControl;
import io.doip4j.uds.spi.SecurityListener;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is unlocked in one ECU, and for whom. Any thread that works for the ECU may change it; any thread may read. */
final class SecurityState implements SecurityControl {
    private static final Logger LOG = LoggerFactory.getLogger(SecurityState.class);
    private static final Grants NOTHING = new Grants(0, null, Set.of(), null);
    private static final Rights NO_RIGHTS = new Rights(0, Set.of());
    private static final int LARGEST_LEVEL = 0x7D;

    private final EcuHost host;
    private final PoolGate gate;
    private final List<SecurityListener> listeners = new CopyOnWriteArrayList<>();
    private final Runnable lockAtEnd = this::lockAtEnd;
    private final Runnable deauthenticateAtEnd = this::deauthenticateAtEnd;
    private volatile Grants grants = NOTHING;

    SecurityState(EcuHost host, PoolGate gate) {
        this.host = host;
        this.gate = gate;
    }

    /**
     * What a tester may do.
     *
     * @param level the unlocked level, 0 if all are locked
     * @param roles its roles
     */
    record Rights(int level, Set<String> roles) {}

    private record Grants(
            int level,
            @Nullable Tester unlocker,
            Set<String> roles,
            @Nullable Tester authenticated) {
        Grants unlocked(int newLevel, @Nullable Tester tester) {
            return new Grants(newLevel, tester, roles, authenticated);
        }

        Grants authenticated(Set<String> newRoles, @Nullable Tester tester) {
            return new Grants(level, unlocker, newRoles, tester);
        }

        boolean looksLike(Grants other) {
            return level == other.level && roles.equals(other.roles);
        }
    }

    static void checkLevel(int level) {
        if (level < 1 || level > LARGEST_LEVEL || level % 2 == 0) {
            throw new IllegalArgumentException(String.format(
                    "security level 0x%02X must be the sub-function of a seed request: odd, 0x01..0x7D", level));
        }
    }

    /** What a tester may do at this moment. */
    Rights rightsOf(LogicalAddress tester, long connectionId) {
        Grants all = grants;
        boolean unlockedIt = all.unlocker != null && all.unlocker.is(tester, connectionId);
        boolean isAuthenticated = all.authenticated != null && all.authenticated.is(tester, connectionId);
        if (!unlockedIt && !isAuthenticated) {
            return NO_RIGHTS;
        }
        return new Rights(unlockedIt ? all.level : 0, isAuthenticated ? all.roles : Set.of());
    }

    /** Unlocks a level, and locks the others. */
    void unlock(int level, Tester tester) {
        unlock(level, tester, grants);
    }

    private void unlock(int level, @Nullable Tester tester, Grants before) {
        change(before.unlocked(level, tester));
        follow(before.unlocker, tester, lockAtEnd);
    }

    /** Gives a tester roles, and takes them from others. */
    void authenticate(Set<String> roles, Tester tester) {
        authenticate(roles, tester, grants);
    }

    private void authenticate(Set<String> roles, @Nullable Tester tester, Grants before) {
        change(before.authenticated(roles, tester));
        follow(before.authenticated, tester, deauthenticateAtEnd);
    }

    /** Rights end with the connection of who has them. */
    private void follow(@Nullable Tester before, @Nullable Tester after, Runnable atEnd) {
        if (before == null && after == null) {
            return;
        }
        host.onLoop(() -> {
            if (before != null) {
                before.channel().forgetOnEnd(atEnd);
            }
            if (after != null) {
                after.channel().onEnd(atEnd);
            }
        });
    }

    private void lockAtEnd() {
        gate.run(this::lock);
    }

    private void deauthenticateAtEnd() {
        gate.run(this::deauthenticate);
    }

    @Override
    public int level() {
        return grants.level;
    }

    @Override
    public Set<String> roles() {
        return grants.roles;
    }

    @Override
    public void lock() {
        unlock(0, null, grants);
    }

    @Override
    public void deauthenticate() {
        authenticate(Set.of(), null, grants);
    }

    private void change(Grants next) {
        boolean isHeard = !next.looksLike(grants);
        grants = next;
        if (!isHeard) {
            return;
        }
        for (SecurityListener listener : listeners) {
            try {
                listener.securityChanged(next.level, next.roles);
            } catch (Throwable e) {
                LOG.error(
                        "{} failed when what is unlocked changed",
                        listener.getClass().getName(),
                        e);
                host.extensionFailed(listener, e);
            }
        }
    }

    @Override
    public void onChange(SecurityListener listener) {
        listeners.add(listener);
    }
}
