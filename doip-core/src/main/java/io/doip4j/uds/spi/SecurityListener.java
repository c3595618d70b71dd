package io.doip4j.uds.spi;

import java.util.Set;

/** Hears of what is unlocked and locked. */
@FunctionalInterface
public interface SecurityListener {
    /**
     * Level or roles have changed.
     *
     * @param level the unlocked level; 0 if all are locked
     * @param roles the roles
     */
    void securityChanged(int level, Set<String> roles);
}
