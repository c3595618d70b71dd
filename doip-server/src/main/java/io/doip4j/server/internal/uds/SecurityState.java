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

/** What is unlocked in one ECU, and for whom. Changes belong to the event loop; any thread may read. */
final class SecurityState implements SecurityControl {
    private static final Logger LOG = LoggerFactory.getLogger(SecurityState.class);
    private static final Rights NO_RIGHTS = new Rights(0, Set.of());
    private static final int LARGEST_LEVEL = 0x7D;

    private final List<SecurityListener> listeners = new CopyOnWriteArrayList<>();
    private final Runnable lockAtEnd = this::lock;
    private final Runnable deauthenticateAtEnd = this::deauthenticate;
    private volatile Rights rights = NO_RIGHTS;
    private @Nullable Tester unlocker;
    private @Nullable Tester authenticated;

    /**
     * What a tester may do.
     *
     * @param level the unlocked level, 0 if all are locked
     * @param roles its roles
     */
    record Rights(int level, Set<String> roles) {}

    static void checkLevel(int level) {
        if (level < 1 || level > LARGEST_LEVEL) {
            throw new IllegalArgumentException(String.format("security level 0x%X is outside 0x01..0x7D", level));
        }
    }

    /** What a tester may do at this moment. */
    Rights rightsOf(LogicalAddress tester, long connectionId) {
        boolean unlockedIt = unlocker != null && unlocker.is(tester, connectionId);
        boolean isAuthenticated = authenticated != null && authenticated.is(tester, connectionId);
        if (!unlockedIt && !isAuthenticated) {
            return NO_RIGHTS;
        }
        Rights all = rights;
        return new Rights(unlockedIt ? all.level : 0, isAuthenticated ? all.roles : Set.of());
    }

    /** Unlocks a level, and locks the others. */
    void unlock(int level, Tester tester) {
        forgetUnlocker();
        unlocker = tester;
        change(new Rights(level, rights.roles));
        tester.channel().onEnd(lockAtEnd);
    }

    /** Gives a tester roles, and takes them from others. */
    void authenticate(Set<String> roles, Tester tester) {
        forgetAuthenticated();
        authenticated = tester;
        change(new Rights(rights.level, roles));
        tester.channel().onEnd(deauthenticateAtEnd);
    }

    @Override
    public int level() {
        return rights.level;
    }

    @Override
    public Set<String> roles() {
        return rights.roles;
    }

    @Override
    public void lock() {
        forgetUnlocker();
        change(new Rights(0, rights.roles));
    }

    @Override
    public void deauthenticate() {
        forgetAuthenticated();
        change(new Rights(rights.level, Set.of()));
    }

    private void forgetUnlocker() {
        if (unlocker != null) {
            unlocker.channel().forgetOnEnd(lockAtEnd);
            unlocker = null;
        }
    }

    private void forgetAuthenticated() {
        if (authenticated != null) {
            authenticated.channel().forgetOnEnd(deauthenticateAtEnd);
            authenticated = null;
        }
    }

    private void change(Rights next) {
        if (next.equals(rights)) {
            return;
        }
        rights = next;
        for (SecurityListener listener : listeners) {
            try {
                listener.securityChanged(next.level, next.roles);
            } catch (RuntimeException e) {
                LOG.error(
                        "{} failed when what is unlocked changed",
                        listener.getClass().getName(),
                        e);
            }
        }
    }

    @Override
    public void onChange(SecurityListener listener) {
        listeners.add(listener);
    }
}
