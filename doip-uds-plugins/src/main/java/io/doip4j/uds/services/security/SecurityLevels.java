package io.doip4j.uds.services.security;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The security levels of an ECU, a setting for {@link SecurityAccess}. An ECU without it does not have the service. Immutable.
 *
 * <pre>{@code
 * EcuDefinition.builder(0x1000)
 *         .setting(SecurityLevels.of(SecurityLevel.of(0x01, SeedKeyAlgorithm.hmacSha256(secret))))
 * }</pre>
 *
 * @param levels the levels
 */
public record SecurityLevels(List<SecurityLevel> levels) {
    /**
     * Checks that each level is there once.
     *
     * @param levels the levels
     * @throws IllegalArgumentException if a level is there twice
     */
    public SecurityLevels {
        levels = List.copyOf(levels);
        Set<Integer> seen = new HashSet<>();
        for (SecurityLevel level : levels) {
            if (!seen.add(level.level())) {
                throw new IllegalArgumentException(
                        String.format("security level 0x%02X is defined twice", level.level()));
            }
        }
    }

    /**
     * These levels.
     *
     * @param levels the levels
     * @return the setting
     * @throws IllegalArgumentException if a level is there twice
     */
    public static SecurityLevels of(SecurityLevel... levels) {
        return new SecurityLevels(List.of(levels));
    }
}
