package io.doip4j.uds.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.Dtc;
import org.junit.jupiter.api.Test;

class DtcDefinitionTest {
    @Test
    void defaults() {
        DtcDefinition definition = DtcDefinition.of(0x123456).build();

        assertThat(definition.dtc()).isEqualTo(Dtc.of(0x123456));
        assertThat(definition.initialStatus()).isEqualTo(DtcStatus.CLEARED);
        assertThat(definition.severity()).isZero();
        assertThat(definition.functionalUnit()).isZero();
        assertThat(definition.confirmationThreshold()).isEqualTo(1);
        assertThat(definition.agingThreshold()).isZero();
        assertThat(definition.warningIndicator()).isFalse();
        assertThat(definition.permanent()).isFalse();
        assertThat(definition.userMemory()).isEmpty();
        assertThat(definition.functionalGroups()).isEmpty();
        assertThat(definition.readinessGroups()).isEmpty();
        assertThat(definition.snapshots()).isEmpty();
        assertThat(definition.extendedData()).isEmpty();
    }

    @Test
    void everythingCanBeConfigured() {
        DtcDefinition definition = DtcDefinition.of(0x123456)
                .severity(0x21, 0x10)
                .initialStatus(0x09)
                .confirmationThreshold(3)
                .agingThreshold(40)
                .warningIndicator()
                .permanent()
                .userMemory(0x11)
                .functionalGroup(0xFE)
                .functionalGroup(DtcDefinition.EMISSIONS_GROUP)
                .readinessGroup(0x02)
                .readinessGroup(0x01)
                .snapshot(2, () -> DtcSnapshot.of(0x0112, Bytes.of(0x2B)))
                .snapshot(1, DtcSnapshot.of(0x0112, Bytes.of(0x2A)))
                .extendedData(1, Bytes.of(3))
                .build();

        assertThat(definition.severity()).isEqualTo(0x21);
        assertThat(definition.functionalUnit()).isEqualTo(0x10);
        assertThat(definition.initialStatus()).isEqualTo(new DtcStatus(0x09));
        assertThat(definition.confirmationThreshold()).isEqualTo(3);
        assertThat(definition.agingThreshold()).isEqualTo(40);
        assertThat(definition.warningIndicator()).isTrue();
        assertThat(definition.permanent()).isTrue();
        assertThat(definition.userMemory()).hasValue(0x11);
        assertThat(definition.functionalGroups()).containsExactly(0x33, 0xFE);
        assertThat(definition.readinessGroups()).containsExactly(0x01, 0x02);
        assertThat(definition.snapshots()).containsOnlyKeys(1, 2);
        assertThat(definition.extendedData()).containsOnlyKeys(1);
    }

    @Test
    void impossibleValuesAreRefused() {
        DtcDefinition.Builder builder = DtcDefinition.of(1);
        DtcSnapshot snapshot = DtcSnapshot.of(1, Bytes.EMPTY);

        assertThatIllegalArgumentException().isThrownBy(() -> DtcDefinition.of(0));
        assertThatIllegalArgumentException().isThrownBy(() -> DtcDefinition.of(0xFF_FF00));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.severity(0x100, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.severity(0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.initialStatus(0x100));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.confirmationThreshold(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.agingThreshold(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.userMemory(0x100));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.functionalGroup(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.readinessGroup(0x100));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.snapshot(0xFF, snapshot));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.extendedData(0, Bytes.EMPTY));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.extendedData(0xFE, Bytes.EMPTY));
    }

    @Test
    void definitionDoesNotChange() {
        DtcDefinition.Builder builder = DtcDefinition.of(1);
        DtcDefinition definition = builder.build();
        builder.extendedData(1, Bytes.of(1))
                .severity(1, 1)
                .functionalGroup(0x33)
                .readinessGroup(1);

        assertThat(definition.extendedData()).isEmpty();
        assertThat(definition.severity()).isZero();
        assertThat(definition.functionalGroups()).isEmpty();
        assertThat(definition.readinessGroups()).isEmpty();
    }

    @Test
    void snapshotKeepsTheOrder() {
        DtcSnapshot snapshot =
                DtcSnapshot.of(0xF190, Bytes.of(1)).and(0x0112, Bytes.of(2)).and(0x0110, Bytes.of(3));

        assertThat(snapshot.data().keySet())
                .containsExactly(DataIdentifier.of(0xF190), DataIdentifier.of(0x0112), DataIdentifier.of(0x0110));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> snapshot.data().clear());
    }
}
