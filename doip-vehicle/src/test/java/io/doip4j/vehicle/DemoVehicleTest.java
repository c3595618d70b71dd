package io.doip4j.vehicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.Vin;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoVehicleTest {
    @Test
    void standardIsTheOneOfTheTable() {
        DemoVehicle vehicle = DemoVehicle.create();

        assertThat(vehicle.vin()).isEqualTo(Vin.of("WVWZZZ1JZXW000001"));
        assertThat(vehicle.logicalAddress()).isEqualTo(LogicalAddress.of(0x1000));
        assertThat(vehicle.ecuAddress()).isEqualTo(LogicalAddress.of(0x1001));
        assertThat(vehicle.functionalAddresses()).containsExactly(LogicalAddress.of(0xE400));
    }

    @Test
    void changesOnePropertyAndKeepsTheOthers() {
        DemoVehicle standard = DemoVehicle.create();
        DemoVehicle changed = standard.withVin("TESTVIN0000000001")
                .withLogicalAddress(0x2000)
                .withFunctionalAddresses(0xE401, 0xE402, 0xE402);

        assertThat(changed)
                .isEqualTo(new DemoVehicle(
                        Vin.of("TESTVIN0000000001"),
                        LogicalAddress.of(0x2000),
                        Set.of(LogicalAddress.of(0xE401), LogicalAddress.of(0xE402))));
        assertThat(changed.ecuAddress()).isEqualTo(LogicalAddress.of(0x2001));
        assertThat(standard).isEqualTo(DemoVehicle.create());
    }

    @Test
    void refusesAnAddressWithoutOneForTheEcu() {
        DemoVehicle vehicle = DemoVehicle.create();

        assertThat(vehicle.withLogicalAddress(0xFFFE).ecuAddress()).isEqualTo(LogicalAddress.of(0xFFFF));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> vehicle.withLogicalAddress(0xFFFF))
                .withMessageContaining("0xFFFE or less");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x1000, 0x1001})
    void refusesAServerWithAGroupThatHasTheAddressOfAnEcu(int taken) {
        DemoVehicle vehicle = DemoVehicle.create().withFunctionalAddresses(0xE400, taken);

        assertThatIllegalArgumentException()
                .isThrownBy(vehicle::server)
                .withMessageContaining("0x%04X is the address of an ECU", taken);
    }

    @Test
    void doesNotMindWhichAddressIsSetFirst() {
        DemoVehicle addressFirst =
                DemoVehicle.create().withLogicalAddress(0xE400).withFunctionalAddresses(0xE500);
        DemoVehicle groupFirst =
                DemoVehicle.create().withFunctionalAddresses(0xE500).withLogicalAddress(0xE400);

        assertThat(addressFirst).isEqualTo(groupFirst);
        assertThat(addressFirst.server()).isNotNull();
    }
}
