package io.doip4j.uds.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.uds.Nrc;
import io.doip4j.uds.ecu.AnyExchange;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static @Nullable Nrc refusal(Access access, int level, boolean secured, String... roles) {
        return access.refusal(new AnyExchange(level, Set.of(roles), secured));
    }

    @Test
    void freeIsForEverybody() {
        assertThat(refusal(Access.free(), 0, false)).isNull();
        assertThat(Access.free().isFree()).isTrue();
        assertThat(Access.free()).hasToString("free");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 0x3F, 0x41, 0x5F, 0x7D})
    void levelIsNeeded(int level) {
        Access access = Access.securityLevel(level);

        assertThat(refusal(access, level, false)).isNull();
        assertThat(refusal(access, 0, true, "any")).isEqualTo(Nrc.SECURITY_ACCESS_DENIED);
        assertThat(refusal(access, level == 1 ? 3 : level - 2, false)).isEqualTo(Nrc.SECURITY_ACCESS_DENIED);
        assertThat(access.isFree()).isFalse();
        assertThat(access).hasToString(String.format("needs an unlocked security level of 0x%02X", level));
    }

    @Test
    void oneOfSeveralLevelsOrRolesIsEnough() {
        Access access = Access.securityLevel(1, 5).andRole("factory", "workshop");

        assertThat(refusal(access, 1, false, "workshop")).isNull();
        assertThat(refusal(access, 5, false, "driver", "factory")).isNull();
        assertThat(refusal(access, 3, false, "factory")).isEqualTo(Nrc.SECURITY_ACCESS_DENIED);
        assertThat(refusal(access, 5, false, "driver")).isEqualTo(Nrc.AUTHENTICATION_REQUIRED);
    }

    @Test
    void securedMessageComesBeforeRoleAndRoleBeforeLevel() {
        Access all = Access.secured().andRole("workshop").andSecurityLevel(1);

        assertThat(refusal(all, 0, false)).isEqualTo(Nrc.SECURE_DATA_TRANSMISSION_REQUIRED);
        assertThat(refusal(all, 0, true)).isEqualTo(Nrc.AUTHENTICATION_REQUIRED);
        assertThat(refusal(all, 0, true, "workshop")).isEqualTo(Nrc.SECURITY_ACCESS_DENIED);
        assertThat(refusal(all, 1, true, "workshop")).isNull();
        assertThat(all)
                .hasToString("needs a secured message and a role of [workshop] and an unlocked security level of 0x01");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 2, 0x7E, 0x7F, 0x81})
    void impossibleLevelsAreRefused(int level) {
        assertThatIllegalArgumentException().isThrownBy(() -> Access.securityLevel(level));
    }

    @Test
    void nothingNeededIsSaidInOneWay() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Access.securityLevel())
                .withMessageContaining("free");
        assertThatIllegalArgumentException().isThrownBy(() -> Access.role()).withMessageContaining("free");
    }
}
