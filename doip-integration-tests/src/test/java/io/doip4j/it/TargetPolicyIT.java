package io.doip4j.it;

import static io.doip4j.it.Wire.A;
import static io.doip4j.it.Wire.B;
import static io.doip4j.it.Wire.ECU;
import static io.doip4j.it.Wire.ENTITY;
import static io.doip4j.it.Wire.GROUP;
import static io.doip4j.it.Wire.ack;
import static io.doip4j.it.Wire.activated;
import static io.doip4j.it.Wire.activation;
import static io.doip4j.it.Wire.assertWorks;
import static io.doip4j.it.Wire.code;
import static io.doip4j.it.Wire.diagnostic;
import static io.doip4j.it.Wire.nack;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.ActivationType;
import io.doip4j.server.DoipServer;
import io.doip4j.server.spi.AllowedTargets;
import io.doip4j.server.spi.TargetPolicy;
import io.doip4j.testkit.DoipTester;
import io.doip4j.uds.ecu.EcuDefinition;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Targets that only some testers may reach, or with some activation types. */
class TargetPolicyIT {
    private static final TargetPolicy TABLE = AllowedTargets.none()
            .with(A, ActivationType.DEFAULT, ENTITY, ECU)
            .with(A, ActivationType.REGULATORY, ECU)
            .with(B, ActivationType.DEFAULT, ENTITY);

    private static DoipServer server() {
        return Servers.demo(builder -> builder.targetPolicy(TABLE));
    }

    private static void assertRefused(DoipTester tester, int asking, int asked, int code) {
        tester.send(diagnostic(asking, asked, "3E 00"));
        assertThat(tester.receive()).isEqualTo(nack(asked, asking, code));
    }

    @Test
    @Tag("T86")
    @Tag("T89")
    void targetsAreAllowedPerTester() {
        try (DoipServer server = server();
                DoipTester a = activated(DoipTester.of(server), A);
                DoipTester b = activated(DoipTester.of(server), B)) {
            assertThat(a.request(ECU, "3E 00")).isEqualTo(Bytes.hex("7E 00"));
            assertRefused(b, B, ECU, 0x06);
            assertRefused(b, B, 0x2000, 0x03);
            assertWorks(b);
            assertWorks(a);
        }
    }

    @Test
    @Tag("T89")
    void targetsAreAllowedPerActivationTypeAlsoWhenItChanges() {
        try (DoipServer server = server();
                DoipTester tester = activated(DoipTester.of(server), A)) {
            assertWorks(tester);
            tester.send(activation(A, 0x01));
            assertThat(code(tester.receive())).isEqualTo(0x10);
            assertRefused(tester, A, ENTITY, 0x06);
            assertThat(tester.request(ECU, "3E 00")).isEqualTo(Bytes.hex("7E 00"));
            tester.send(activation(A, 0x00));
            assertThat(code(tester.receive())).isEqualTo(0x10);
            assertWorks(tester);
        }
    }

    @Test
    @Tag("T92")
    void groupIsItsAllowedMembers() {
        try (DoipServer server = server();
                DoipTester b = activated(DoipTester.of(server), B);
                DoipTester nobody = activated(DoipTester.of(server), Wire.C)) {
            b.send(diagnostic(B, GROUP, "22 F1 86"));
            assertThat(b.receive()).isEqualTo(ack(GROUP, B));
            assertThat(b.receive()).isEqualTo(diagnostic(ENTITY, B, "62 F1 86 01"));
            assertWorks(b);
            assertRefused(nobody, Wire.C, GROUP, 0x06);
        }
    }

    @Test
    @Tag("T91")
    void sizeIsCheckedBeforeThePolicy() {
        EcuDefinition small = EcuDefinition.builder(ECU).maxRequestLength(7).build();
        try (DoipServer server = Servers.services(builder -> builder.ecu(small).targetPolicy(TABLE));
                DoipTester tester = activated(DoipTester.of(server), B)) {
            tester.send(diagnostic(B, ECU, "22 F1 90 F1 90 F1 90 F1 90"));
            assertThat(tester.receive()).isEqualTo(nack(ECU, B, 0x04));
            assertRefused(tester, B, ECU, 0x06);
        }
    }

    @Test
    void policyIsAskedOnTheEventLoop() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        TargetPolicy noting = (tester, activation, target) -> {
            threads.add(Thread.currentThread().getName());
            return true;
        };
        try (DoipServer server = Servers.demo(builder -> builder.targetPolicy(noting));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            assertWorks(tester);
            assertThat(tester.request(ECU, "3E 00")).isEqualTo(Bytes.hex("7E 00"));
        }
        assertThat(threads).singleElement().asString().startsWith("doip-loop-");
    }
}
