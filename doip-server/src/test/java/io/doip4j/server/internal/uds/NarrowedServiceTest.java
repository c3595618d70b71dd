package io.doip4j.server.internal.uds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.FixedRoutine;
import io.doip4j.uds.ecu.StoredInputOutput;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.MemoryRegion;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import org.junit.jupiter.api.Test;

/** What the definition makes of a discovered service, and what the ECU starts with. */
class NarrowedServiceTest {
    @Test
    void subFunctionInOneSessionOnly() {
        TestEcu ecu = new TestEcu(definition -> definition.narrow(
                0x10,
                service -> service.toBuilder()
                        .subFunction(0x02, Sessions.of(Session.EXTENDED))
                        .build()));

        assertThat(ecu.physical("10 02").take()).containsExactly("7F 10 7E");
        assertThat(ecu.physical("10 03").physical("10 02").take()).containsExactly("50 03", "50 02");
    }

    @Test
    void subFunctionInNoSessionDoesNotExist() {
        TestEcu ecu = new TestEcu(definition -> definition.narrow(
                0x10,
                service ->
                        service.toBuilder().subFunction(0x02, Sessions.none()).build()));

        assertThat(ecu.physical("10 02").take()).containsExactly("7F 10 12");
    }

    @Test
    void serviceInOneSessionOnly() {
        TestEcu ecu = new TestEcu(definition -> definition.narrow(
                0x3E, service -> service.toBuilder().sessions(Session.EXTENDED).build()));

        assertThat(ecu.physical("3E 00").take()).containsExactly("7F 3E 7F");
    }

    @Test
    void theEcuTellsItsServicesAsTheyWereNarrowed() {
        TestEcu test = new TestEcu(definition -> definition
                .narrow(
                        0x3E,
                        service ->
                                service.toBuilder().sessions(Session.EXTENDED).build())
                .narrow(
                        0x10,
                        service -> service.toBuilder().sessions(Sessions.none()).build()));

        assertThat(test.ecu.context().service(0x3E)).hasValueSatisfying(descriptor -> {
            assertThat(descriptor.sessions().contains(Session.EXTENDED)).isTrue();
            assertThat(descriptor.sessions().contains(Session.DEFAULT)).isFalse();
        });
        assertThat(test.ecu.context().service(0x10)).as("in no session").isEmpty();
        assertThat(test.ecu.context().service(0x22)).isEmpty();
    }

    @Test
    void anotherServiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TestEcu(definition -> definition.narrow(
                        0x3E, service -> ServiceDescriptor.of(0x3D).build())))
                .withMessageContaining("0x3E");
    }

    @Test
    void startsWithItsContents() {
        TestEcu test = new TestEcu(definition -> definition
                .routine(FixedRoutine.of(0x0203, Bytes.of(0)))
                .memory(MemoryRegion.readOnly(0, 1))
                .dtc(DtcDefinition.of(0x123456).build())
                .io(StoredInputOutput.of(0x0200, Bytes.of(0x10), Bytes.of(0))));

        assertThat(test.ecu.context().routines().all()).hasSize(1);
        assertThat(test.ecu.context().memory().all()).hasSize(1);
        assertThat(test.ecu.context().dtcs().all()).hasSize(1);
        assertThat(test.ecu.context().io().all()).hasSize(1);
        assertThat(test.ecu.context().dataIdentifiers().all()).hasSize(1);
    }
}
