package io.doip4j.server.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.ActivationType;
import org.junit.jupiter.api.Test;

class AllowedTargetsTest {
    private static final int A = 0x0E80;
    private static final int B = 0x0E81;
    private static final int FIRST = 0x1000;
    private static final int SECOND = 0x1001;

    private static boolean allows(TargetPolicy policy, int tester, int type, int target) {
        return policy.allows(LogicalAddress.of(tester), ActivationType.of(type), LogicalAddress.of(target));
    }

    @Test
    void emptyTableAllowsNothing() {
        assertThat(allows(AllowedTargets.none(), A, 0x00, FIRST)).isFalse();
        assertThat(allows(AllowedTargets.none().with(A, ActivationType.DEFAULT), A, 0x00, FIRST))
                .isFalse();
    }

    @Test
    void rowHoldsForItsTesterAndItsTypeAlone() {
        TargetPolicy table = AllowedTargets.none().with(A, ActivationType.DEFAULT, FIRST, SECOND);

        assertThat(allows(table, A, 0x00, FIRST)).isTrue();
        assertThat(allows(table, A, 0x00, SECOND)).isTrue();
        assertThat(allows(table, A, 0x00, 0x1002)).isFalse();
        assertThat(allows(table, A, 0x01, FIRST)).isFalse();
        assertThat(allows(table, B, 0x00, FIRST)).isFalse();
    }

    @Test
    void rowsForTheSameTesterAndTypeAddUp() {
        TargetPolicy table = AllowedTargets.none()
                .with(A, ActivationType.DEFAULT, FIRST)
                .with(A, ActivationType.REGULATORY, FIRST)
                .with(B, ActivationType.DEFAULT, FIRST)
                .with(A, ActivationType.DEFAULT, SECOND, FIRST);

        assertThat(allows(table, A, 0x00, FIRST)).isTrue();
        assertThat(allows(table, A, 0x00, SECOND)).isTrue();
        assertThat(allows(table, A, 0x01, FIRST)).isTrue();
        assertThat(allows(table, A, 0x01, SECOND)).isFalse();
        assertThat(allows(table, B, 0x00, SECOND)).isFalse();
    }

    @Test
    void tableThatOthersWereMadeFromStaysAsItIs() {
        AllowedTargets table = AllowedTargets.none().with(A, ActivationType.DEFAULT, FIRST);
        table.with(A, ActivationType.DEFAULT, SECOND).with(B, ActivationType.DEFAULT, FIRST);

        assertThat(allows(table, A, 0x00, SECOND)).isFalse();
        assertThat(allows(table, B, 0x00, FIRST)).isFalse();
        assertThat(allows(AllowedTargets.none(), A, 0x00, FIRST)).isFalse();
    }

    @Test
    void manufacturerTypesAreTypesLikeOthers() {
        TargetPolicy table = AllowedTargets.none().with(A, ActivationType.of(0xE5), FIRST);

        assertThat(allows(table, A, 0xE5, FIRST)).isTrue();
        assertThat(allows(table, A, 0xE4, FIRST)).isFalse();
    }

    @Test
    void addressesMustBeAddresses() {
        AllowedTargets none = AllowedTargets.none();

        assertThatIllegalArgumentException().isThrownBy(() -> none.with(0x1_0000, ActivationType.DEFAULT, FIRST));
        assertThatIllegalArgumentException().isThrownBy(() -> none.with(A, ActivationType.DEFAULT, FIRST, -1));
    }
}
