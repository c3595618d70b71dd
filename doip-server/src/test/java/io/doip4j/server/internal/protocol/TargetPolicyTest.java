package io.doip4j.server.internal.protocol;

import static io.doip4j.server.internal.protocol.Wire.A;
import static io.doip4j.server.internal.protocol.Wire.B;
import static io.doip4j.server.internal.protocol.Wire.ENTITY;
import static io.doip4j.server.internal.protocol.Wire.FUNCTIONAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.server.internal.testing.CapturedLog;
import io.doip4j.server.spi.AllowedTargets;
import io.doip4j.server.spi.RoutingActivationDecision;
import io.doip4j.server.spi.TargetPolicy;
import io.doip4j.server.spi.TargetResolver;
import io.doip4j.uds.spi.Addressing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets that a tester or an activation type may not reach. */
class TargetPolicyTest {
    private static final int SECOND = 0x1001;
    private static final int UNKNOWN = 0x2000;
    private static final int REGULATORY = 0x01;

    /** Tester A may reach everything with the default type, the second ECU alone with the other; B only the first one. */
    private static final TargetPolicy TABLE = AllowedTargets.none()
            .with(A, ActivationType.DEFAULT, ENTITY, SECOND)
            .with(A, ActivationType.REGULATORY, SECOND)
            .with(B, ActivationType.DEFAULT, ENTITY);

    private CompletableFuture<RoutingActivationDecision> decision =
            CompletableFuture.completedFuture(RoutingActivationDecision.activated());
    private final TestEntity entity = with(TABLE);

    private TestEntity with(TargetPolicy policy) {
        return new TestEntity(config -> {
            config.targetPolicy = policy;
            config.activationPolicy = (request, peer) -> decision;
        });
    }

    private TestConnection activate(int source, int type) {
        TestConnection connection = entity.connect().receive(Wire.activation(source, type));
        assertThat(connection.take()).containsExactly(Wire.activationResponse(source, 0x10));
        return connection;
    }

    private void decides(RoutingActivationDecision now) {
        decision = CompletableFuture.completedFuture(now);
    }

    @ParameterizedTest(name = "tester {0}, type {1}, target {2}: {3}")
    @CsvSource({
        "0x0E80, 0x00, 0x1000, true",
        "0x0E80, 0x00, 0x1001, true",
        "0x0E80, 0x01, 0x1000, false",
        "0x0E80, 0x01, 0x1001, true",
        "0x0E81, 0x00, 0x1000, true",
        "0x0E81, 0x00, 0x1001, false",
        "0x0E81, 0x01, 0x1000, false",
        "0x0E81, 0x01, 0x1001, false",
        "0x0E82, 0x00, 0x1000, false",
    })
    @Tag("T89")
    void targetIsUnreachableForWhoMayNotReachIt(int tester, int type, int target, boolean allowed) {
        TestConnection connection = activate(tester, type);
        connection.receive(Wire.diagnostic(tester, target, "3E 00"));

        assertThat(connection.take())
                .containsExactly(allowed ? Wire.ack(tester, target) : Wire.nack(tester, target, 0x06));
        assertThat(entity.ecu.deliveries).hasSize(allowed && target == ENTITY ? 1 : 0);
        assertThat(entity.second.deliveries).hasSize(allowed && target == SECOND ? 1 : 0);
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    @Tag("T86")
    @Tag("T91")
    void unknownTargetStaysUnknownAndThePolicyIsNotAsked() {
        List<LogicalAddress> asked = new ArrayList<>();
        TestConnection connection =
                with((tester, type, target) -> asked.add(target)).activate(A);
        connection.receive(Wire.diagnostic(A, UNKNOWN, "3E 00"), Wire.diagnostic(A, 0xE401, "3E 00"));

        assertThat(connection.take()).containsExactly(Wire.nack(A, UNKNOWN, 0x03), Wire.nack(A, 0xE401, 0x03));
        assertThat(asked).isEmpty();
    }

    @Test
    @Tag("T91")
    void sourceIsCheckedBeforeThePolicyIsAsked() {
        TestConnection connection = activate(A, REGULATORY).receive(Wire.diagnostic(B, ENTITY, "3E 00"));

        assertThat(connection.take()).containsExactly(Wire.nack(B, ENTITY, 0x02));
    }

    @ParameterizedTest(name = "refusal {0} of a target that is not allowed -> {1}")
    @CsvSource({"0x04, 0x04", "0x05, 0x05", "0x06, 0x06", "0x07, 0x06", "0x08, 0x06", "0x09, 0x06"})
    @Tag("T91")
    void sizeAndBufferAreCheckedBeforeAndNetworkAndTransportAfter(int refusal, int answer) {
        entity.ecu.refusal = DiagnosticNackCode.of(refusal);
        TestConnection connection = activate(A, REGULATORY).receive(Wire.diagnostic(A, ENTITY, "3E 00"));

        assertThat(connection.take()).containsExactly(Wire.nack(A, ENTITY, answer));
    }

    @ParameterizedTest(name = "configured refusal {0} of a target that is not allowed -> {1}")
    @CsvSource({"0x03, 0x03", "0x05, 0x05", "0x07, 0x06"})
    @Tag("T91")
    void configuredRefusalHasItsPlaceInTheOrderToo(int refusal, int answer) {
        entity.targets.refuse(Map.of(LogicalAddress.of(ENTITY), DiagnosticNackCode.of(refusal)));
        TestConnection connection = activate(A, REGULATORY).receive(Wire.diagnostic(A, ENTITY, "3E 00"));

        assertThat(connection.take()).containsExactly(Wire.nack(A, ENTITY, answer));
    }

    @Test
    @Tag("T94")
    void nackRepeatsUserDataAsConfigured() {
        TestEntity echoing = new TestEntity(config -> {
            config.targetPolicy = AllowedTargets.none();
            config.ackEchoBytes = 2;
        });
        TestConnection connection = echoing.activate(A).receive(Wire.diagnostic(A, ENTITY, "22 F1 90"));

        assertThat(connection.take()).containsExactly(Wire.nack(A, ENTITY, 0x06, "22 F1"));
    }

    @Test
    @Tag("T92")
    void membersOfAGroupThatAreNotAllowedDoNotGetTheRequest() {
        entity.ecu.immediateAnswer = "7E 00";
        entity.second.immediateAnswer = "7E 00";
        TestConnection connection = activate(B, 0x00).receive(Wire.diagnostic(B, FUNCTIONAL, "3E 00"));

        assertThat(connection.take()).containsExactly(Wire.ack(B, FUNCTIONAL), Wire.diagnostic(ENTITY, B, "7E 00"));
        assertThat(entity.second.deliveries).isEmpty();
    }

    @Test
    @Tag("T92")
    void groupWithoutAnAllowedMemberIsUnreachable() {
        TestConnection connection = activate(B, REGULATORY).receive(Wire.diagnostic(B, FUNCTIONAL, "3E 00"));

        assertThat(connection.take()).containsExactly(Wire.nack(B, FUNCTIONAL, 0x06));
        assertThat(entity.ecu.deliveries).isEmpty();
        assertThat(entity.second.deliveries).isEmpty();
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    @Tag("T93")
    void memberThatDoesNotGetTheMessageNeedNotBeAbleToTakeIt() {
        entity.second.maxLength = 1;
        TestConnection connection = activate(B, 0x00).receive(Wire.diagnostic(B, FUNCTIONAL, "3E 00"));
        assertThat(connection.take()).containsExactly(Wire.ack(B, FUNCTIONAL));

        connection = activate(A, 0x00).receive(Wire.diagnostic(A, FUNCTIONAL, "3E 00"));
        assertThat(connection.take()).containsExactly(Wire.nack(A, FUNCTIONAL, 0x04));
    }

    @Test
    @Tag("T91")
    @Tag("T93")
    void sizeIsCheckedBeforeTheGroupIsUnreachable() {
        entity.second.maxLength = 1;
        TestConnection connection = activate(B, REGULATORY).receive(Wire.diagnostic(B, FUNCTIONAL, "3E 00"));

        assertThat(connection.take()).containsExactly(Wire.nack(B, FUNCTIONAL, 0x04));
    }

    @Test
    void activationWithAnotherTypeChangesWhatCanBeReached() {
        TestConnection connection = activate(A, 0x00).receive(Wire.diagnostic(A, ENTITY, "3E 00"));
        assertThat(connection.take()).containsExactly(Wire.ack(A, ENTITY));

        connection.receive(Wire.activation(A, REGULATORY), Wire.diagnostic(A, ENTITY, "3E 00"));
        assertThat(connection.take()).containsExactly(Wire.activationResponse(A, 0x10), Wire.nack(A, ENTITY, 0x06));

        connection.receive(Wire.activation(A, 0x00), Wire.diagnostic(A, ENTITY, "3E 00"));
        assertThat(connection.take()).containsExactly(Wire.activationResponse(A, 0x10), Wire.ack(A, ENTITY));
    }

    @Test
    void onlyTheTypeOfAnActivationThatSucceededCounts() {
        TestConnection connection = activate(A, REGULATORY);
        decides(RoutingActivationDecision.confirmationPending());
        connection.receive(Wire.activation(A, 0x00), Wire.diagnostic(A, SECOND, "3E 00"));
        assertThat(connection.take())
                .as("routing is not active")
                .containsExactly(Wire.activationResponse(A, 0x11), Wire.nack(A, SECOND, 0x06));

        decides(RoutingActivationDecision.activated());
        connection.receive(Wire.activation(A, REGULATORY), Wire.diagnostic(A, ENTITY, "3E 00"));
        assertThat(connection.take()).containsExactly(Wire.activationResponse(A, 0x10), Wire.nack(A, ENTITY, 0x06));
    }

    @Test
    void connectionThatWasDeniedAndKeptBeginsWithTheTypeOfItsNextActivation() {
        TestConnection connection = activate(A, 0x00);
        decides(RoutingActivationDecision.denied(RoutingActivationCode.of(0xE0)).keepingSocket());
        connection.receive(Wire.activation(A, 0x00));
        decides(RoutingActivationDecision.activated());
        connection.receive(Wire.activation(A, REGULATORY), Wire.diagnostic(A, ENTITY, "3E 00"));

        assertThat(connection.take())
                .containsExactly(
                        Wire.activationResponse(A, 0xE0), Wire.activationResponse(A, 0x10), Wire.nack(A, ENTITY, 0x06));
    }

    @Test
    void everyConnectionHasATypeOfItsOwn() {
        TestConnection a = activate(A, REGULATORY);
        TestConnection b = activate(B, 0x00);
        a.receive(Wire.diagnostic(A, SECOND, "3E 00"));
        b.receive(Wire.diagnostic(B, SECOND, "3E 00"));

        assertThat(a.take()).containsExactly(Wire.ack(A, SECOND));
        assertThat(b.take()).containsExactly(Wire.nack(B, SECOND, 0x06));
    }

    @Test
    void policyIsAskedOnceForEachMemberOfAGroup() {
        List<LogicalAddress> asked = new ArrayList<>();
        TestConnection connection =
                with((tester, type, target) -> asked.add(target)).activate(A);
        connection.receive(Wire.diagnostic(A, FUNCTIONAL, "3E 00"));

        assertThat(asked).containsExactly(LogicalAddress.of(ENTITY), LogicalAddress.of(SECOND));
    }

    @ParameterizedTest
    @ValueSource(ints = {UNKNOWN, 0xE410})
    void targetsOfAResolverGoByTheAddressThatItWasAskedFor(int address) {
        CountingTarget remote = new CountingTarget();
        TestEntity gateway = new TestEntity(config -> {
            config.targetResolver = asked -> asked.value() == address ? List.of(remote, remote) : List.of();
            config.targetPolicy = AllowedTargets.none().with(A, ActivationType.DEFAULT, address);
        });
        TestConnection a = gateway.activate(A).receive(Wire.diagnostic(A, address, "3E 00"));
        TestConnection b = gateway.activate(B).receive(Wire.diagnostic(B, address, "3E 00"));

        assertThat(a.take()).containsExactly(Wire.ack(A, address));
        assertThat(b.take()).containsExactly(Wire.nack(B, address, 0x06));
        assertThat(remote.delivered).isEqualTo(2);
    }

    @Test
    void policyThatThrowsAllowsNothingAndHarmsNothingElse() {
        try (CapturedLog log = new CapturedLog(DiagnosticMessageHandler.class)) {
            TestConnection connection = with((tester, type, target) -> {
                        if (target.value() == ENTITY) {
                            throw new IllegalStateException("on purpose");
                        }
                        return true;
                    })
                    .activate(A);
            connection.receive(Wire.diagnostic(A, ENTITY, "3E 00"), Wire.diagnostic(A, SECOND, "3E 00"));

            assertThat(connection.take()).containsExactly(Wire.nack(A, ENTITY, 0x06), Wire.ack(A, SECOND));
            assertThat(log.lines()).hasSize(1);
        }
    }

    @Test
    void responseThatIsOnItsWayComesThoughItsTargetIsNoLongerAllowed() {
        TestConnection connection =
                activate(A, 0x00).receive(Wire.diagnostic(A, ENTITY, "22 F1 90"), Wire.activation(A, REGULATORY));
        connection.take();

        assertThat(entity.ecu.deliveries.get(0).answer(entity.ecu.address(), "62 F1 90"))
                .isTrue();
        assertThat(connection.take()).containsExactly(Wire.diagnostic(ENTITY, A, "62 F1 90"));
    }

    private static final class CountingTarget implements TargetResolver.Target {
        private int delivered;

        @Override
        public Optional<DiagnosticNackCode> refusal(DiagnosticMessage message) {
            return Optional.empty();
        }

        @Override
        public void deliver(DiagnosticMessage message, Addressing addressing, TargetResolver.Replies replies) {
            delivered++;
        }
    }
}
