package io.doip4j.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ChecksTest {
    @Test
    void limitsAreInside() {
        assertThat(Checks.range("x", 3, 3, 5)).isEqualTo(3);
        assertThat(Checks.range("x", 5, 3, 5)).isEqualTo(5);
        assertThat(Checks.range("x", 5L, 3L, 5L)).isEqualTo(5L);
        assertThat(Checks.u8("x", 0xFF)).isEqualTo(0xFF);
        assertThat(Checks.u16("x", 0xFFFF)).isEqualTo(0xFFFF);
        assertThat(Checks.u32("x", 0xFFFF_FFFFL)).isEqualTo(0xFFFF_FFFFL);
        assertThatCode(() -> Checks.length("x", 6, 6)).doesNotThrowAnyException();
    }

    @Test
    void outsideIsRefusedWithNameValueAndLimits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.u8("colour", 0x100))
                .withMessage("colour is 256 (0x100), allowed is 0..255 (0x0..0xFF)");
        assertThatIllegalArgumentException().isThrownBy(() -> Checks.u8("x", -1));
        assertThatIllegalArgumentException().isThrownBy(() -> Checks.u16("x", 0x1_0000));
        assertThatIllegalArgumentException().isThrownBy(() -> Checks.u32("x", 0x1_0000_0000L));
        assertThatIllegalArgumentException().isThrownBy(() -> Checks.u32("x", -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.length("EID", 5, 6))
                .withMessageContaining("EID")
                .withMessageContaining("5")
                .withMessageContaining("6");
    }
}
