package io.doip4j.server.internal.protocol;

import static io.doip4j.server.internal.protocol.Wire.A;
import static io.doip4j.server.internal.protocol.Wire.ENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.server.spi.CloseReason;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** T_TCP_Initial_Inactivity and T_TCP_General_Inactivity. */
class InactivityTest {
    private final TestEntity entity = new TestEntity();

    private static void assertClosed(TestConnection connection, CloseReason reason) {
        assertThat(connection.closed()).isEqualTo(reason);
        assertThat(connection.machine.state()).isEqualTo(ConnectionState.FINALIZED);
        assertThat(connection.take()).isEmpty();
    }

    @Nested
    class Initial {
        private final TestConnection connection = entity.connect();

        @Test
        @Tag("T77")
        void silentConnectionIsClosedAfterTwoSecondsSharp() {
            entity.advanceMillis(1999);
            assertThat(connection.isOpen()).isTrue();

            entity.advanceMillis(1);
            assertClosed(connection, CloseReason.INITIAL_INACTIVITY);
        }

        @Test
        @Tag("T78")
        void refusedMessagesAreAnsweredButDoNotRestartIt() {
            for (int i = 0; i < 3; i++) {
                entity.advanceMillis(500);
                connection.receive(Wire.message(0x4001, ""));
                assertThat(connection.take()).containsExactly(Wire.headerNack(0x01));
            }
            entity.advanceMillis(499);
            assertThat(connection.isOpen()).isTrue();

            entity.advanceMillis(1);
            assertClosed(connection, CloseReason.INITIAL_INACTIVITY);
        }

        @Test
        void partOfAMessageDoesNotRestartIt() {
            entity.advanceMillis(1900);
            connection.receive(Wire.activation(A).slice(0, 10));
            entity.advanceMillis(100);

            assertClosed(connection, CloseReason.INITIAL_INACTIVITY);
        }

        @Test
        void aliveCheckResponseWithoutRegistrationDoesNotRestartIt() {
            entity.advanceMillis(1000);
            connection.receive(Wire.alive(A));
            assertThat(connection.take()).isEmpty();
            entity.advanceMillis(1000);

            assertClosed(connection, CloseReason.INITIAL_INACTIVITY);
        }

        @Test
        void validActivationRequestStopsIt() {
            entity.advanceMillis(1999);
            connection.receive(Wire.activation(A));
            entity.advanceMillis(60_000);

            assertThat(connection.isOpen()).isTrue();
        }

        @Test
        @Tag("T79")
        void doesNotRunWhileArbitrationDoes() {
            TestConnection holder = entity.activate(A);
            TestConnection newcomer = entity.connect();
            entity.advanceMillis(1900);
            newcomer.receive(Wire.activation(A));
            entity.advanceMillis(400);

            assertThat(newcomer.isOpen()).isTrue();
            assertThat(newcomer.take()).isEmpty();

            entity.advanceMillis(100);
            assertThat(holder.closed()).isEqualTo(CloseReason.ALIVE_CHECK);
            assertThat(newcomer.take()).containsExactly(Wire.activationResponse(A, 0x10));
            entity.advanceMillis(60_000);
            assertThat(newcomer.isOpen()).isTrue();
        }

        @Test
        void leavesNoTimerBehindOnceTheConnectionIsLost() {
            connection.lose();

            assertThat(entity.time.timers().size()).isZero();
            assertThat(entity.entity.activeConnections()).isZero();
        }
    }

    @Nested
    class General {
        private static final long FIVE_MINUTES = 300_000;
        private static final long FOUR_MINUTES = 240_000;

        private final TestConnection connection = entity.activate(A);

        private void restarts() {
            entity.advanceMillis(FIVE_MINUTES - 1);
            assertThat(connection.isOpen()).isTrue();
            entity.advanceMillis(1);
            assertClosed(connection, CloseReason.GENERAL_INACTIVITY);
        }

        @Test
        @Tag("T80")
        void idleRegisteredConnectionIsClosedAfterFiveMinutesSharp() {
            restarts();
        }

        @Test
        @Tag("T80")
        void receivedMessageRestartsIt() {
            entity.advanceMillis(FOUR_MINUTES);
            connection.receive(Wire.diagnostic(A, ENTITY, "3E 80"));
            connection.take();

            restarts();
        }

        @Test
        @Tag("T80")
        void sentMessageRestartsIt() {
            connection.receive(Wire.diagnostic(A, ENTITY, "22 F1 90"));
            entity.advanceMillis(FOUR_MINUTES);
            assertThat(entity.ecu.deliveries.get(0).answer(entity.ecu.address(), "62 F1 90"))
                    .isTrue();
            connection.take();

            restarts();
        }

        @Test
        @Tag("T81")
        void unsolicitedAliveCheckResponseRestartsItWithoutAnswer() {
            entity.advanceMillis(FOUR_MINUTES);
            connection.receive(Wire.alive(A));
            assertThat(connection.take()).isEmpty();

            restarts();
        }

        @Test
        @Tag("T82")
        void refusedMessageRestartsIt() {
            entity.advanceMillis(FOUR_MINUTES);
            connection.receive(Wire.message(0x0009, ""));
            assertThat(connection.take()).containsExactly(Wire.headerNack(0x01));

            restarts();
        }

        @Test
        void singleByteRestartsIt() {
            entity.advanceMillis(FOUR_MINUTES);
            connection.receive(Bytes.of(0x03));

            restarts();
        }

        @Test
        void everyRestartCountsFromTheLastByte() {
            for (int i = 0; i < 10; i++) {
                entity.advanceMillis(FIVE_MINUTES - 1);
                connection.receive(Wire.alive(A));
            }

            restarts();
        }

        @Test
        void closingFreesTheSourceAddress() {
            entity.advanceMillis(FIVE_MINUTES);

            assertThat(entity.entity.registeredSockets()).isZero();
            TestConnection next = entity.activate(A);
            assertThat(next.isOpen()).isTrue();
        }

        @Test
        void leavesNoTimerBehindOnceTheConnectionIsLost() {
            entity.advanceMillis(Duration.ofMinutes(1).toMillis());
            connection.lose();

            assertThat(entity.time.timers().size()).isZero();
        }
    }
}
