package io.doip4j.uds.spi;

import io.doip4j.core.internal.Checks;
import io.doip4j.uds.Nrc;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a tester needs before it may use a service, a sub-function, data, a routine or memory: an unlocked security level
 * (service 0x27), an authenticated role (service 0x29), a secured message (service 0x84), or a combination. Immutable.
 */
public final class Access {
    private static final Access FREE = new Access(0, Set.of(), false);
    private static final int LARGEST_LEVEL = 0x7D;

    /** One bit per level: levels are odd numbers. */
    private final long levels;

    private final Set<String> roles;
    private final boolean secured;

    private Access(long levels, Set<String> roles, boolean secured) {
        this.levels = levels;
        this.roles = roles;
        this.secured = secured;
    }

    /**
     * Everybody may.
     *
     * @return the rule
     */
    public static Access free() {
        return FREE;
    }

    /**
     * Only who has unlocked one of these security levels may.
     *
     * @param anyOf sub-functions of the seed requests of the levels, odd, 1..0x7D
     * @return the rule
     * @throws IllegalArgumentException if a level is out of range, even, or there is none
     */
    public static Access securityLevel(int... anyOf) {
        return FREE.andSecurityLevel(anyOf);
    }

    /**
     * Only who is authenticated with one of these roles may.
     *
     * @param anyOf names of roles
     * @return the rule
     * @throws IllegalArgumentException if there is none
     */
    public static Access role(String... anyOf) {
        return FREE.andRole(anyOf);
    }

    /**
     * Only requests that came in a secured message may.
     *
     * @return the rule
     */
    public static Access secured() {
        return FREE.andSecured();
    }

    /**
     * This, and one of these security levels, which take the place of those that this rule asked for.
     *
     * @param anyOf sub-functions of the seed requests of the levels, odd, 1..0x7D
     * @return the rule
     * @throws IllegalArgumentException if a level is out of range, even, or there is none
     */
    public Access andSecurityLevel(int... anyOf) {
        long bits = 0;
        for (int level : anyOf) {
            bits |= bit(level);
        }
        if (bits == 0) {
            throw new IllegalArgumentException("name at least one security level, or none is needed: Access.free()");
        }
        return new Access(bits, roles, secured);
    }

    /**
     * This, and one of these roles, which take the place of those that this rule asked for.
     *
     * @param anyOf names of roles
     * @return the rule
     * @throws IllegalArgumentException if there is none
     */
    public Access andRole(String... anyOf) {
        if (anyOf.length == 0) {
            throw new IllegalArgumentException("name at least one role, or none is needed: Access.free()");
        }
        return new Access(levels, Collections.unmodifiableSet(new TreeSet<>(Set.of(anyOf))), secured);
    }

    /**
     * This, and a secured message.
     *
     * @return the rule
     */
    public Access andSecured() {
        return new Access(levels, roles, true);
    }

    /**
     * Whether everybody may.
     *
     * @return true if nothing is needed
     */
    public boolean isFree() {
        return levels == 0 && roles.isEmpty() && !secured;
    }

    /**
     * Whether a request may.
     *
     * @param exchange the request
     * @return null if it may; else NRC 0x38 (secured message), 0x34 (role) or 0x33 (security level), in this order
     */
    public @Nullable Nrc refusal(UdsExchange exchange) {
        if (isFree()) {
            return null;
        }
        if (secured && !exchange.isSecured()) {
            return Nrc.SECURE_DATA_TRANSMISSION_REQUIRED;
        }
        if (!roles.isEmpty() && Collections.disjoint(roles, exchange.roles())) {
            return Nrc.AUTHENTICATION_REQUIRED;
        }
        return levels == 0 || isUnlocked(exchange.securityLevel()) ? null : Nrc.SECURITY_ACCESS_DENIED;
    }

    private boolean isUnlocked(int level) {
        return level != 0 && (levels & bit(level)) != 0;
    }

    private static long bit(int level) {
        Checks.range("security level", level, 1, LARGEST_LEVEL);
        if (level % 2 == 0) {
            throw new IllegalArgumentException(String.format(
                    "security level 0x%02X is even: name the sub-function of the seed request, which is odd", level));
        }
        return 1L << (level / 2);
    }

    /** What is needed. */
    @Override
    public String toString() {
        if (isFree()) {
            return "free";
        }
        StringBuilder text = new StringBuilder("needs");
        String separator = " ";
        if (secured) {
            text.append(separator).append("a secured message");
            separator = " and ";
        }
        if (!roles.isEmpty()) {
            text.append(separator).append("a role of ").append(roles);
            separator = " and ";
        }
        if (levels != 0) {
            text.append(separator).append("an unlocked security level of");
            for (int level = 1; level <= LARGEST_LEVEL; level += 2) {
                if (isUnlocked(level)) {
                    text.append(String.format(" 0x%02X", level));
                }
            }
        }
        return text.toString();
    }
}
