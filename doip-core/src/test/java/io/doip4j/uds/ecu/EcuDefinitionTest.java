package io.doip4j.uds.ecu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.MemoryRegion;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.SessionDefinition;
import io.doip4j.uds.spi.Sessions;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EcuDefinitionTest {
    private static TestEcu started(EcuDefinition definition) {
        TestEcu ecu = new TestEcu();
        definition.registerIn(ecu);
        return ecu;
    }

    @Test
    void defaults() {
        EcuDefinition ecu = EcuDefinition.builder(0x1010).build();

        assertThat(ecu.address()).isEqualTo(LogicalAddress.of(0x1010));
        assertThat(ecu.functionalAddresses()).isEmpty();
        assertThat(ecu.sessions()).containsExactly(Session.DEFAULT, Session.PROGRAMMING, Session.EXTENDED);
        assertThat(ecu.session(Session.EXTENDED)).contains(SessionDefinition.of(Session.EXTENDED));
        assertThat(ecu.session(Session.SAFETY_SYSTEM)).isEmpty();
        assertThat(ecu.s3()).isEqualTo(Duration.ofSeconds(5));
        assertThat(ecu.maxRequestLength()).isEqualTo(Integer.MAX_VALUE);
        assertThat(ecu.services()).isEmpty();
        assertThat(ecu.dtcSettings()).isEqualTo(DtcSettings.standard());
        assertThat(started(ecu).dataIdentifiers().all()).isEmpty();
    }

    @Test
    void everythingCanBeConfigured() {
        SessionDefinition slow =
                new SessionDefinition(Session.of(0x40), Duration.ofMillis(500), Duration.ofSeconds(60));
        EcuDefinition ecu = EcuDefinition.builder(0x1010)
                .functionalAddress(0xE400)
                .functionalAddress(0xE401)
                .session(slow)
                .withoutSession(Session.PROGRAMMING)
                .s3(Duration.ofSeconds(2))
                .maxRequestLength(4095)
                .services(0x10, 0x3E)
                .build();

        assertThat(ecu.functionalAddresses())
                .containsExactlyInAnyOrder(LogicalAddress.of(0xE400), LogicalAddress.of(0xE401));
        assertThat(ecu.sessions()).containsExactly(Session.DEFAULT, Session.EXTENDED, Session.of(0x40));
        assertThat(ecu.session(Session.of(0x40))).contains(slow);
        assertThat(ecu.session(Session.PROGRAMMING)).isEmpty();
        assertThat(ecu.s3()).isEqualTo(Duration.ofSeconds(2));
        assertThat(ecu.maxRequestLength()).isEqualTo(4095);
        assertThat(ecu.services()).contains(Set.of(0x10, 0x3E));
    }

    @Test
    void everyTransitionIsAllowedUntilOneIsConfigured() {
        EcuDefinition free = EcuDefinition.builder(1).build();
        EcuDefinition strict = EcuDefinition.builder(1)
                .transition(Session.DEFAULT, Session.EXTENDED)
                .transition(Session.EXTENDED, Session.PROGRAMMING)
                .build();

        assertThat(free.allowsTransition(Session.DEFAULT, Session.PROGRAMMING)).isTrue();
        assertThat(strict.allowsTransition(Session.DEFAULT, Session.EXTENDED)).isTrue();
        assertThat(strict.allowsTransition(Session.EXTENDED, Session.PROGRAMMING))
                .isTrue();
        assertThat(strict.allowsTransition(Session.DEFAULT, Session.PROGRAMMING))
                .isFalse();
        assertThat(strict.allowsTransition(Session.EXTENDED, Session.EXTENDED)).isFalse();
        assertThat(strict.allowsTransition(Session.PROGRAMMING, Session.DEFAULT))
                .isTrue();
        assertThat(strict.allowsTransition(Session.DEFAULT, Session.DEFAULT)).isTrue();
    }

    @Test
    void impossibleValuesAreRefused() {
        EcuDefinition.Builder builder = EcuDefinition.builder(0x1010);

        assertThatIllegalArgumentException().isThrownBy(() -> EcuDefinition.builder(0x1_0000));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.functionalAddress(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.withoutSession(Session.DEFAULT));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.s3(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.s3(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxRequestLength(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.data(0x1_0000, Bytes.EMPTY));
    }

    @Test
    void definitionDoesNotChange() {
        EcuDefinition.Builder builder = EcuDefinition.builder(0x1010).services(0x10);
        EcuDefinition ecu = builder.build();
        builder.functionalAddress(0xE400)
                .services(0x22)
                .transition(Session.DEFAULT, Session.EXTENDED)
                .withoutSession(Session.EXTENDED)
                .data(0xF190, Bytes.hex("41"));

        assertThat(ecu.functionalAddresses()).isEmpty();
        assertThat(ecu.services()).contains(Set.of(0x10));
        assertThat(ecu.sessions()).contains(Session.EXTENDED);
        assertThat(ecu.allowsTransition(Session.DEFAULT, Session.PROGRAMMING)).isTrue();
        assertThat(started(ecu).dataIdentifiers().all()).isEmpty();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> ecu.functionalAddresses().clear());
    }

    @Test
    void ecuStartsWithItsContents() {
        DtcSettings settings = DtcSettings.standard().formatIdentifier(0x04);
        EcuDefinition definition = EcuDefinition.builder(0x1010)
                .data(0xF190, Bytes.hex("41"))
                .data(ecu -> new ActiveSessionRecord())
                .routine(FixedRoutine.of(0x0203, Bytes.of(0)))
                .routine(ecu -> FixedRoutine.of(0xFF01, Bytes.of(0)).create(ecu))
                .memory(MemoryRegion.readOnly(0x2000_0000, 0x100))
                .memory(MemoryRegion.readOnly(0x2000_0100, 0x100))
                .dtc(DtcDefinition.of(0x123456).build())
                .dtc(ecu -> DtcDefinition.of(0x9A0102)
                        .extendedData(
                                1, () -> Bytes.of(ecu.dataIdentifiers().all().size()))
                        .build())
                .dtcSettings(settings)
                .io(StoredInputOutput.of(0x0200, Bytes.of(0x10), Bytes.of(0)))
                .io(ecu -> StoredInputOutput.of(0x0201, Bytes.of(0x10), Bytes.of(0))
                        .create())
                .build();
        TestEcu ecu = started(definition);

        assertThat(ecu.dataIdentifiers().all())
                .extracting(record -> record.id().value())
                .containsExactly(0x0200, 0x0201, 0xF186, 0xF190);
        assertThat(ecu.routines().all())
                .extracting(routine -> routine.id().value())
                .containsExactly(0x0203, 0xFF01);
        assertThat(ecu.memory().all()).hasSize(2);
        assertThat(ecu.dtcs().all()).hasSize(2);
        assertThat(ecu.io().all())
                .hasSize(2)
                .allMatch(io -> io.equals(ecu.dataIdentifiers().find(io.id().value())));
        assertThat(definition.dtcSettings()).isEqualTo(settings);
        assertThat(started(definition).io().find(0x0200)).isNotSameAs(ecu.io().find(0x0200));
    }

    // All at once: who repairs a definition wants to know them all.
    @Test
    void allContradictionsAreNamedTogether() {
        EcuDefinition.Builder builder = EcuDefinition.builder(0x1010)
                .services(0x10, 0x50, 0x100, -1)
                .narrow(0x7F, service -> service)
                .data(0xF190, Bytes.hex("41"))
                .data(0xF190, Bytes.hex("42"))
                .data(0x0200, Bytes.hex("42"))
                .io(StoredInputOutput.of(0x0200, Bytes.of(0x10), Bytes.of(0)))
                .routine(FixedRoutine.of(0x0203, Bytes.of(0)))
                .routine(FixedRoutine.of(0x0203, Bytes.of(1)))
                .routine(FixedRoutine.of(0xF190, Bytes.of(1)))
                .memory(MemoryRegion.readOnly(0x2000_0000, 0x100))
                .memory(MemoryRegion.readOnly(0x2000_00FF, 1))
                .dtc(DtcDefinition.of(0x123456).build())
                .dtc(DtcDefinition.of(0x123456).userMemory(0x11).build())
                .dtc(DtcDefinition.of(0x123456).userMemory(0x12).build())
                .dtc(DtcDefinition.of(0x123456).userMemory(0x12).build())
                .dtc(DtcDefinition.of(0x123456).build());

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageStartingWith("ECU 0x1010: ")
                .withMessageContaining("data identifier 0xF190 is defined twice")
                .withMessageContaining("data identifier 0x0200 is defined twice")
                .withMessageContaining("routine 0x0203 is defined twice")
                .withMessageContaining("memory 0x200000FF..0x200000FF overlaps 0x20000000..0x200000FF")
                .withMessageContaining("diagnostic trouble code 0x123456 is defined twice")
                .withMessageContaining("diagnostic trouble code 0x123456 in memory 0x12 is defined twice")
                .withMessageContaining("services: 0x50 cannot")
                .withMessageContaining("services: 0x100 cannot")
                .withMessageContaining("services: 0xFFFFFFFF cannot")
                .withMessageContaining("narrow: 0x7F cannot")
                .withMessageMatching("([^;]+; ){9}[^;]+");
    }

    // What a maker makes is only known when an ECU starts.
    @Test
    void contradictionOfMakersIsFoundAtTheStart() {
        EcuDefinition definition = EcuDefinition.builder(0x1010)
                .data(ecu -> new ActiveSessionRecord())
                .data(ecu -> new ActiveSessionRecord())
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> started(definition))
                .withMessageContaining("0xF186");
    }

    @Test
    void narrowsAServiceInOrder() {
        ServiceDescriptor reset = ServiceDescriptor.of(0x11)
                .subFunction(0x01)
                .subFunction(0x02)
                .nonBlocking()
                .build();
        EcuDefinition ecu = EcuDefinition.builder(0x1010)
                .narrow(
                        0x11,
                        service -> service.toBuilder()
                                .subFunction(0x01, Sessions.none())
                                .subFunction(0x02, Sessions.all())
                                .build())
                .narrow(
                        0x11,
                        service -> service.toBuilder()
                                .subFunction(0x02, Sessions.of(Session.EXTENDED))
                                .build())
                .build();
        ServiceDescriptor narrowed = ecu.narrow(reset);

        assertThat(narrowed.subFunctions().get(0x01)).isSameAs(Sessions.none());
        assertThat(narrowed.subFunctions().get(0x02))
                .hasToString(Sessions.of(Session.EXTENDED).toString());
        assertThat(narrowed.nonBlocking()).isTrue();
        ServiceDescriptor other = ServiceDescriptor.of(0x3E).build();
        assertThat(ecu.narrow(other)).isSameAs(other);
    }

    @Test
    void narrowingKeepsTheService() {
        EcuDefinition ecu = EcuDefinition.builder(0x1010)
                .narrow(0x11, service -> ServiceDescriptor.of(0x10).build())
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ecu.narrow(ServiceDescriptor.of(0x11).build()))
                .withMessageContaining("0x1010")
                .withMessageContaining("0x11")
                .withMessageContaining("0x10:");
    }

    @Test
    void activeSessionIsData() {
        ActiveSessionRecord active = new ActiveSessionRecord();

        assertThat(active.id().value()).isEqualTo(0xF186);
        assertThat(active.read(new AnyExchange())).isEqualTo(Bytes.of(0x03));
    }
}
