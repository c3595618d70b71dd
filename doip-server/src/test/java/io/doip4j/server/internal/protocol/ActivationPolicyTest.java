package io.doip4j.server.internal.protocol;

import static io.doip4j.server.internal.protocol.Wire.A;
import static io.doip4j.server.internal.protocol.Wire.B;
import static io.doip4j.server.internal.protocol.Wire.C;
import static io.doip4j.server.internal.protocol.Wire.ENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.server.internal.testing.CapturedLog;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.RoutingActivationDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authentication and confirmation: what the policy decides now, later, or never. */
class ActivationPolicyTest {
    private static final Bytes REQUEST = Wire.diagnostic(A, ENTITY, "3E 00");
    private static final RoutingActivationCode MANUFACTURER = RoutingActivationCode.of(0xE0);

    private final List<RoutingActivationRequest> asked = new ArrayList<>();
    private CompletableFuture<RoutingActivationDecision> decision = new CompletableFuture<>();
    private final TestEntity entity = new TestEntity(config -> config.activationPolicy = (request, peer) -> {
        asked.add(request);
        return decision;
    });

    private void decides(RoutingActivationDecision now) {
        decision = CompletableFuture.completedFuture(now);
    }

    private TestConnection asking(int source) {
        return entity.connect().receive(Wire.activation(source));
    }

    @Test
    @Tag("T70")
    void missingAuthenticationKeepsTheSocketAndItsPlace() {
        decides(RoutingActivationDecision.authenticationMissing());
        TestConnection connection = asking(A);

        assertThat(connection.take()).containsExactly(Wire.activationResponse(A, 0x04));
        assertThat(connection.machine.state()).isEqualTo(ConnectionState.REGISTERED_PENDING_AUTHENTICATION);
        assertThat(entity.entity.registeredSockets()).isEqualTo(1);
        assertThat(connection.receive(REQUEST).take()).containsExactly(Wire.nack(A, ENTITY, 0x06));

        decides(RoutingActivationDecision.activated());
        assertThat(connection.receive(Wire.activation(A)).take()).containsExactly(Wire.activationResponse(A, 0x10));
        assertThat(connection.receive(REQUEST).take()).containsExactly(Wire.ack(A, ENTITY));
        assertThat(asked).hasSize(2);
    }

    @Test
    @Tag("T70")
    void whileAuthenticationIsMissingGeneralInactivityRuns() {
        decides(RoutingActivationDecision.authenticationMissing());
        TestConnection connection = asking(A);

        entity.advanceMillis(299_999);
        assertThat(connection.isOpen()).isTrue();
        entity.advanceMillis(1);
        assertThat(connection.closed()).isEqualTo(CloseReason.GENERAL_INACTIVITY);
    }

    @Test
    @Tag("T71")
    void pendingConfirmationDoesNotRouteUntilItIsGiven() {
        decides(RoutingActivationDecision.confirmationPending());
        TestConnection connection = asking(A);

        assertThat(connection.take()).containsExactly(Wire.activationResponse(A, 0x11));
        assertThat(connection.machine.state()).isEqualTo(ConnectionState.REGISTERED_PENDING_CONFIRMATION);
        assertThat(connection.receive(REQUEST).take()).containsExactly(Wire.nack(A, ENTITY, 0x06));
        assertThat(entity.ecu.deliveries).isEmpty();

        decides(RoutingActivationDecision.activated());
        entity.advanceMillis(2_000);
        assertThat(connection.take()).as("no second response of its own accord").isEmpty();
        assertThat(connection.receive(Wire.activation(A)).take()).containsExactly(Wire.activationResponse(A, 0x10));
    }

    @Test
    @Tag("T72")
    void rejectedConfirmationClosesTheSocketAndFreesThePlace() {
        decides(RoutingActivationDecision.denied(RoutingActivationCode.REJECTED_CONFIRMATION));
        TestConnection connection = asking(A);

        assertThat(connection.take()).containsExactly(Wire.activationResponse(A, 0x05));
        assertThat(connection.closed()).isEqualTo(CloseReason.ACTIVATION_DENIED);
        assertThat(entity.entity.registeredSockets()).isZero();
        assertThat(entity.time.timers().size()).isZero();
    }

    @Test
    void denialThatKeepsTheSocketStartsTheInitialTimerAnew() {
        TestConnection connection = entity.connect();
        entity.advanceMillis(1_500);
        decides(RoutingActivationDecision.denied(MANUFACTURER).keepingSocket());
        connection.receive(Wire.activation(A));

        assertThat(connection.take()).containsExactly(Wire.activationResponse(A, 0xE0));
        assertThat(connection.machine.state()).isEqualTo(ConnectionState.INITIALIZED);
        assertThat(entity.entity.registeredSockets()).isZero();
        entity.advanceMillis(1_999);
        assertThat(connection.isOpen()).isTrue();
        entity.advanceMillis(1);
        assertThat(connection.closed()).isEqualTo(CloseReason.INITIAL_INACTIVITY);
        assertThat(entity.time.timers().size()).isZero();
    }

    @Test
    void afterADenialThatKeepsTheSocketAnyAddressMayAsk() {
        decides(RoutingActivationDecision.denied(RoutingActivationCode.VEHICLE_NOT_READY)
                .keepingSocket());
        TestConnection connection = asking(A);
        decides(RoutingActivationDecision.activated());
        connection.receive(Wire.activation(B));

        assertThat(connection.take())
                .containsExactly(Wire.activationResponse(A, 0x08), Wire.activationResponse(B, 0x10));
        assertThat(entity.entity.sockets().find(A)).isNull();
        assertThat(entity.entity.sockets().find(B)).isSameAs(connection.machine);
    }

    @Test
    void beforeActivationLengthIsLimitedAgainAfterADenialThatKeepsTheSocket() {
        decides(RoutingActivationDecision.denied(MANUFACTURER).keepingSocket());
        TestConnection connection = asking(A);
        connection.take();
        connection.receive(Wire.header(0x03, 0xFC, 0x8001, TestConfig.MAX_BEFORE_ACTIVATION + 1));

        assertThat(connection.take()).containsExactly(Wire.headerNack(0x02));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x05, 0x08, 0xE0, 0xFE})
    void denialOfAnActiveTesterThatAsksAgainEndsRouting(int code) {
        decides(RoutingActivationDecision.activated());
        TestConnection connection = asking(A);
        decides(RoutingActivationDecision.denied(RoutingActivationCode.of(code)));
        connection.receive(Wire.activation(A));

        assertThat(connection.take())
                .containsExactly(Wire.activationResponse(A, 0x10), Wire.activationResponse(A, code));
        assertThat(connection.closed()).isEqualTo(CloseReason.ACTIVATION_DENIED);
        assertThat(entity.entity.registeredSockets()).isZero();
    }

    @Test
    void reactivationThatIsPendingStopsRouting() {
        decides(RoutingActivationDecision.activated());
        TestConnection connection = asking(A);
        decides(RoutingActivationDecision.confirmationPending());
        connection.receive(Wire.activation(A), REQUEST);

        assertThat(connection.take())
                .containsExactly(
                        Wire.activationResponse(A, 0x10), Wire.activationResponse(A, 0x11), Wire.nack(A, ENTITY, 0x06));
    }

    @Test
    @Tag("T75")
    void inputIsKeptUntilTheDecisionComes() {
        TestConnection connection = entity.connect().receive(Wire.activation(A), REQUEST);
        entity.advanceMillis(10_000);
        assertThat(connection.take()).isEmpty();
        assertThat(connection.kept()).isEqualTo(REQUEST);
        assertThat(connection.machine.acceptsInput()).isFalse();

        decision.complete(RoutingActivationDecision.activated());
        entity.time.settle();
        assertThat(connection.take()).containsExactly(Wire.activationResponse(A, 0x10), Wire.ack(A, ENTITY));
    }

    @Test
    void decisionForATesterThatIsGoneHasNoEffect() {
        for (RoutingActivationDecision late : List.of(
                RoutingActivationDecision.activated(),
                RoutingActivationDecision.denied(MANUFACTURER).keepingSocket(),
                RoutingActivationDecision.denied(RoutingActivationCode.REJECTED_CONFIRMATION))) {
            decision = new CompletableFuture<>();
            TestConnection connection = asking(A);
            connection.lose();
            decision.complete(late);
            entity.time.settle();

            assertThat(connection.take()).isEmpty();
            assertThat(connection.machine.state()).isEqualTo(ConnectionState.FINALIZED);
            assertThat(entity.entity.registeredSockets()).isZero();
            assertThat(entity.time.timers().size()).isZero();
        }
    }

    @Test
    void holderThatWaitsForItsDecisionIsReplacedWhenItDoesNotAnswerTheAliveCheck() {
        TestConnection holder = asking(A);
        CompletableFuture<RoutingActivationDecision> first = decision;
        decides(RoutingActivationDecision.activated());
        TestConnection newcomer = asking(A);
        assertThat(holder.aliveChecks()).isEqualTo(1);
        entity.advanceMillis(500);

        assertThat(holder.closed()).isEqualTo(CloseReason.ALIVE_CHECK);
        assertThat(newcomer.take()).containsExactly(Wire.activationResponse(A, 0x10));
        first.complete(RoutingActivationDecision.activated());
        entity.time.settle();
        assertThat(holder.take()).isEmpty();
        assertThat(entity.entity.sockets().find(A)).isSameAs(newcomer.machine);
    }

    @Test
    @Tag("T58")
    void holderThatWaitsForItsDecisionAndAnswersTheAliveCheckStays() {
        TestConnection holder = asking(A);
        TestConnection newcomer = asking(A);
        holder.receive(Wire.alive(A));
        entity.advanceMillis(500);

        assertThat(holder.isOpen()).isTrue();
        assertThat(newcomer.take()).containsExactly(Wire.activationResponse(A, 0x03));
    }

    @Test
    void placeThatADenialFreesGoesToTheNewcomerThatWaitsForOne() {
        TestConnection first = asking(A);
        CompletableFuture<RoutingActivationDecision> ofFirst = decision;
        decides(RoutingActivationDecision.activated());
        asking(B);
        TestConnection newcomer = asking(C);
        assertThat(newcomer.take()).isEmpty();

        ofFirst.complete(RoutingActivationDecision.denied(MANUFACTURER).keepingSocket());
        entity.time.settle();
        assertThat(first.take()).containsExactly(Wire.activationResponse(A, 0xE0));
        assertThat(newcomer.take()).containsExactly(Wire.activationResponse(C, 0x10));
    }

    @Test
    @Tag("T51")
    void manufacturerDataComeBack() {
        decides(RoutingActivationDecision.activated().withManufacturerData(Bytes.hex("CA FE BA BE")));
        TestConnection connection = entity.connect().receive(Wire.message(0x0005, "0E 80 00 00 00 00 00 DE AD BE EF"));

        assertThat(connection.take()).containsExactly(Wire.message(0x0006, "0E 80 10 00 10 00 00 00 00 CA FE BA BE"));
        assertThat(asked.get(0).manufacturerData()).isEqualTo(Bytes.hex("DE AD BE EF"));
    }

    @Test
    void policyIsNotAskedForWhatIsDeniedBefore() {
        decides(RoutingActivationDecision.activated());
        asking(0x0001);
        entity.connect().receive(Wire.activation(A, 0x02));

        assertThat(asked).isEmpty();
    }

    @Test
    void faultOfThePolicyDenies() {
        try (CapturedLog log = new CapturedLog(RoutingActivationHandler.class)) {
            decision = CompletableFuture.failedFuture(new IllegalStateException("on purpose"));
            assertThat(asking(A).take()).containsExactly(Wire.activationResponse(A, 0x05));
            assertThat(log.lines()).hasSize(1);
            assertThat(entity.entity.registeredSockets()).isZero();
        }
    }
}
