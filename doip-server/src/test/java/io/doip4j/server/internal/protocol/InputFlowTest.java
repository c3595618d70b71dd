package io.doip4j.server.internal.protocol;

import static io.doip4j.server.internal.protocol.Wire.A;
import static io.doip4j.server.internal.protocol.Wire.ENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.server.spi.CloseReason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When input is taken, and when it has to wait. */
class InputFlowTest {
    private final TestEntity entity = new TestEntity();
    private final TestConnection connection = entity.activate(A);

    @Test
    void congestedOutputStopsInputAndLaterItGoesOn() {
        connection.congested(true);
        Bytes request = Wire.diagnostic(A, ENTITY, "22 F1 90");
        connection.receive(request);
        connection.receive(request);
        assertThat(connection.machine.acceptsInput()).isFalse();
        assertThat(entity.ecu.deliveries).isEmpty();
        assertThat(connection.kept()).isEqualTo(request.plus(request));

        connection.congested(false);

        assertThat(connection.take()).containsExactly(Wire.ack(A, ENTITY), Wire.ack(A, ENTITY));
        assertThat(entity.ecu.deliveries).hasSize(2);
        assertThat(connection.kept().isEmpty()).isTrue();
    }

    @Test
    void inputStopsBetweenTwoMessagesWhenTheFirstAnswerCongestsTheOutput() {
        connection.receive(Wire.diagnostic(A, ENTITY, "22 F1 90"));
        RecordingTarget.Delivery first = entity.ecu.deliveries.get(0);
        connection.congested(true);
        first.answer(entity.ecu.address(), "62 F1 90");
        connection.receive(Wire.diagnostic(A, ENTITY, "22 F1 91"));

        assertThat(entity.ecu.deliveries).hasSize(1);
        connection.congested(false);
        assertThat(entity.ecu.deliveries).hasSize(2);
    }

    @Test
    void messageThatHasBegunGoesOnAfterCongestion() {
        Bytes request = Wire.diagnostic(A, ENTITY, "22 F1 90");
        connection.receive(request.slice(0, 11));
        connection.congested(true);
        connection.receive(request.from(11));
        connection.congested(false);

        assertThat(connection.take()).containsExactly(Wire.ack(A, ENTITY));
    }

    @Test
    @Tag("T75")
    void requestsBehindTheActivationAreProcessedInOneGo() {
        entity.ecu.immediateAnswer = "7E 00";
        TestConnection pipelining = entity.connect();
        pipelining.receive(Wire.activation(Wire.B), Wire.diagnostic(Wire.B, ENTITY, "3E 00"));

        assertThat(pipelining.take())
                .containsExactly(
                        Wire.activationResponse(Wire.B, 0x10),
                        Wire.ack(Wire.B, ENTITY),
                        Wire.diagnostic(ENTITY, Wire.B, "7E 00"));
    }

    @Test
    void nothingIsTakenAfterTheEnd() {
        connection.machine.close(CloseReason.SHUTDOWN);
        assertThat(connection.machine.acceptsInput()).isFalse();

        connection.receive(Wire.diagnostic(A, ENTITY, "3E 00"));
        assertThat(connection.take()).isEmpty();
        assertThat(entity.ecu.deliveries).isEmpty();
    }

    @Test
    void closingTwiceHasNoEffect() {
        connection.machine.close(CloseReason.RESET);
        connection.machine.close(CloseReason.SHUTDOWN);

        assertThat(connection.closed()).isEqualTo(CloseReason.RESET);
    }

    @Test
    void closingAllConnectionsFreesEverythingAndTheEntityGoesOn() {
        TestConnection idle = entity.connect();
        entity.entity.closeConnections(CloseReason.RESET);

        assertThat(connection.closed()).isEqualTo(CloseReason.RESET);
        assertThat(idle.closed()).isEqualTo(CloseReason.RESET);
        assertThat(entity.entity.activeConnections()).isZero();
        assertThat(entity.entity.registeredSockets()).isZero();
        assertThat(entity.time.timers().size()).isZero();
        assertThat(entity.activate(A).isOpen()).isTrue();
    }

    @Test
    void actionAfterFlushWaitsForTheLink() {
        boolean[] ran = {false};
        connection.machine.afterFlush(() -> ran[0] = true);
        assertThat(ran[0]).isFalse();

        connection.link.flush();
        assertThat(ran[0]).isTrue();
    }
}
