package io.doip4j.uds.ecu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class DtcSettingsTest {
    @Test
    void standard() {
        assertThat(DtcSettings.standard()).isEqualTo(new DtcSettings(0x7F, 0xFF, 0x01, List.of(), false, false));
    }

    @Test
    void everySettingLeavesTheOthers() {
        DtcGroup group = DtcGroup.range(1, 2, 3);

        assertThat(DtcSettings.standard()
                        .group(group)
                        .resetEndsOperationCycle(true)
                        .mirrorMemory(true)
                        .formatIdentifier(0x04)
                        .severityAvailabilityMask(0xE0)
                        .availabilityMask(0x09))
                .isEqualTo(new DtcSettings(0x09, 0xE0, 0x04, List.of(group), true, true))
                .isEqualTo(DtcSettings.standard()
                        .availabilityMask(0x09)
                        .severityAvailabilityMask(0xE0)
                        .formatIdentifier(0x04)
                        .mirrorMemory(true)
                        .resetEndsOperationCycle(true)
                        .group(group));
    }

    @Test
    void bytesAreChecked() {
        DtcSettings settings = DtcSettings.standard();

        assertThatIllegalArgumentException().isThrownBy(() -> settings.availabilityMask(0x100));
        assertThatIllegalArgumentException().isThrownBy(() -> settings.severityAvailabilityMask(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> settings.formatIdentifier(0x100));
    }
}
