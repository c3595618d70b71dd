package io.doip4j.server.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.LogicalAddress;
import org.junit.jupiter.api.Test;

class TargetTableTest {
    private final TargetTable targets = new TargetTable(null, Runnable::run, Observers.none());
    private final RecordingTarget ecu = new RecordingTarget(0x1000);

    @Test
    void twoTargetsCannotHaveOneAddress() {
        targets.add(ecu);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> targets.add(new RecordingTarget(0x1000)))
                .withMessageContaining("0x1000");
    }

    @Test
    void groupCannotHaveTheAddressOfATarget() {
        targets.add(ecu);
        targets.addToGroup(LogicalAddress.of(0xE400), ecu);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> targets.addToGroup(ecu.address(), ecu))
                .withMessageContaining("0x1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> targets.add(new RecordingTarget(0xE400)))
                .withMessageContaining("0xE400");
    }

    @Test
    void unknownAddressLeadsNowhere() {
        assertThat(targets.find(LogicalAddress.of(0x1234))).isNull();
    }
}
