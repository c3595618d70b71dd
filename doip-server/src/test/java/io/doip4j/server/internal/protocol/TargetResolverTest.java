package io.doip4j.server.internal.protocol;

import static io.doip4j.server.internal.protocol.Wire.A;
import static io.doip4j.server.internal.protocol.Wire.B;
import static io.doip4j.server.internal.protocol.Wire.ENTITY;
import static io.doip4j.server.internal.protocol.Wire.FUNCTIONAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.server.spi.DoipServerListener;
import io.doip4j.server.spi.TargetResolver;
import io.doip4j.server.spi.WireOption;
import io.doip4j.uds.spi.Addressing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets that a resolver finds, and targets that are made to refuse. */
class TargetResolverTest {
    private static final int REMOTE = 0x2000;
    private static final int GROUP = 0xE410;

    private static final class Remote implements TargetResolver.Target {
        private final List<String> delivered = new ArrayList<>();
        private final List<Addressing> addressing = new ArrayList<>();
        private final List<TargetResolver.Replies> replies = new ArrayList<>();
        private Optional<DiagnosticNackCode> refusal = Optional.empty();

        @Override
        public Optional<DiagnosticNackCode> refusal(DiagnosticMessage message) {
            return refusal;
        }

        @Override
        public void deliver(DiagnosticMessage message, Addressing kind, TargetResolver.Replies way) {
            delivered.add(message.userData().toHex());
            addressing.add(kind);
            replies.add(way);
        }

        void reply(int index, int from, int tester, String data) {
            replies.get(index)
                    .send(new DiagnosticMessage(LogicalAddress.of(from), LogicalAddress.of(tester), Bytes.hex(data)));
        }
    }

    private final Remote remote = new Remote();
    private final Remote second = new Remote();
    private final List<LogicalAddress> asked = new ArrayList<>();
    private final TestEntity entity = new TestEntity(config -> config.targetResolver = this::resolve);

    private List<TargetResolver.Target> resolve(LogicalAddress address) {
        asked.add(address);
        return switch (address.value()) {
            case REMOTE -> List.of(remote);
            case REMOTE + 1 -> List.of(second);
            case GROUP -> List.of(remote, second);
            default -> List.of();
        };
    }

    @Test
    void resolverIsAskedOnlyForWhatTheEntityDoesNotHave() {
        TestConnection connection = entity.activate(A)
                .receive(Wire.diagnostic(A, ENTITY, "3E 00"), Wire.diagnostic(A, FUNCTIONAL, "3E 00"));
        assertThat(asked).isEmpty();
        connection.take();

        connection.receive(Wire.diagnostic(A, 0x2FFF, "3E 00"), Wire.diagnostic(A, REMOTE, "3E 00"));
        assertThat(connection.take()).containsExactly(Wire.nack(A, 0x2FFF, 0x03), Wire.ack(A, REMOTE));
        assertThat(asked).containsExactly(LogicalAddress.of(0x2FFF), LogicalAddress.of(REMOTE));
        assertThat(remote.addressing).containsExactly(Addressing.PHYSICAL);
    }

    @Test
    @Tag("T98")
    void orderPerTargetIsKeptAndSlowTargetsDelayNobody() {
        TestConnection connection = entity.activate(A);
        connection.receive(
                Wire.diagnostic(A, REMOTE, "22 00 01"),
                Wire.diagnostic(A, REMOTE + 1, "22 00 02"),
                Wire.diagnostic(A, REMOTE, "22 00 03"));
        assertThat(connection.take())
                .containsExactly(Wire.ack(A, REMOTE), Wire.ack(A, REMOTE + 1), Wire.ack(A, REMOTE));
        assertThat(remote.delivered).containsExactly("22 00 01", "22 00 03");

        second.reply(0, REMOTE + 1, A, "62 00 02");
        remote.reply(0, REMOTE, A, "62 00 01");
        assertThat(connection.take())
                .containsExactly(
                        Wire.message(0x8001, "20 01 0E 80 62 00 02"), Wire.message(0x8001, "20 00 0E 80 62 00 01"));
    }

    @Test
    @Tag("T96")
    void targetMayAnswerMoreThanOnceInTheVersionOfTheRequest() {
        TestConnection connection = entity.activate(A);
        connection.receive(Wire.message(0x02, 0x8001, Bytes.hex("0E 80 20 00 22 F1 90")));
        connection.take();
        remote.reply(0, REMOTE, A, "7F 22 78");
        remote.reply(0, REMOTE, A, "62 F1 90");

        assertThat(connection.take())
                .containsExactly(
                        Bytes.hex("02 FD 80 01 00 00 00 07 20 00 0E 80 7F 22 78"),
                        Bytes.hex("02 FD 80 01 00 00 00 07 20 00 0E 80 62 F1 90"));
    }

    @Test
    @Tag("T101")
    void replyToATesterThatIsGoneIsDropped() {
        TestConnection connection = entity.activate(A).receive(Wire.diagnostic(A, REMOTE, "22 F1 90"));
        connection.take();
        connection.lose();
        TestConnection next = entity.activate(A);
        remote.reply(0, REMOTE, A, "62 F1 90");

        assertThat(connection.take()).isEmpty();
        assertThat(next.take()).as("it did not ask").isEmpty();
    }

    @Test
    @Tag("T99")
    void replyToAnotherTesterIsDropped() {
        TestConnection connection = entity.activate(A).receive(Wire.diagnostic(A, REMOTE, "22 F1 90"));
        TestConnection other = entity.activate(B);
        connection.take();
        remote.reply(0, REMOTE, B, "62 F1 90");

        assertThat(connection.take()).isEmpty();
        assertThat(other.take()).isEmpty();
    }

    @Test
    @Tag("T92")
    void groupIsAcknowledgedOnceAndAnsweredByItsMembers() {
        TestConnection connection = entity.activate(A).receive(Wire.diagnostic(A, GROUP, "22 F1 90"));
        assertThat(connection.take()).containsExactly(Wire.ack(A, GROUP));
        assertThat(remote.addressing).containsExactly(Addressing.FUNCTIONAL);
        second.reply(0, REMOTE + 1, A, "62 02");
        remote.reply(0, REMOTE, A, "62 01");

        assertThat(connection.take())
                .containsExactly(Wire.message(0x8001, "20 01 0E 80 62 02"), Wire.message(0x8001, "20 00 0E 80 62 01"));
    }

    @Test
    @Tag("T93")
    void groupRefusesAsAWholeIfOneMemberCannotTakeTheMessage() {
        second.refusal = Optional.of(DiagnosticNackCode.MESSAGE_TOO_LARGE);
        TestConnection connection = entity.activate(A).receive(Wire.diagnostic(A, GROUP, "22 F1 90"));

        assertThat(connection.take()).containsExactly(Wire.nack(A, GROUP, 0x04));
        assertThat(remote.delivered).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x04, 0x05, 0x06, 0x07, 0x08, 0x09})
    @Tag("T87")
    @Tag("T88")
    @Tag("T89")
    @Tag("T90")
    void refusalOfATargetIsAnsweredAndTheSocketStays(int code) {
        remote.refusal = Optional.of(DiagnosticNackCode.of(code));
        TestConnection connection = entity.activate(A)
                .receive(Wire.diagnostic(A, REMOTE, "3E 00"), Wire.diagnostic(A, REMOTE + 1, "3E 00"));

        assertThat(connection.take()).containsExactly(Wire.nack(A, REMOTE, code), Wire.ack(A, REMOTE + 1));
        assertThat(remote.delivered).isEmpty();
    }

    @Test
    void messageWithoutUserDataReachesTheTargetWhichDecides() {
        TestEntity accepting = new TestEntity(config -> {
            config.targetResolver = this::resolve;
            config.wireOptions = Set.of(WireOption.ACCEPT_EMPTY_USER_DATA);
        });
        TestConnection connection = accepting.activate(A).receive(Wire.diagnostic(A, REMOTE, ""));
        assertThat(connection.take()).containsExactly(Wire.ack(A, REMOTE));
        assertThat(remote.delivered).containsExactly("");
        remote.reply(0, REMOTE, A, "");

        assertThat(connection.take()).containsExactly(Wire.message(0x8001, "20 00 0E 80"));
    }

    @Test
    @Tag("T91")
    void sourceIsCheckedBeforeTheResolverIsAsked() {
        TestConnection connection = entity.activate(A).receive(Wire.diagnostic(B, REMOTE, "3E 00"));

        assertThat(connection.take()).containsExactly(Wire.nack(B, REMOTE, 0x02));
        assertThat(asked).isEmpty();
    }

    @Test
    void resolverThatThrowsDoesNotBreakTheConnection() {
        assertFails(address -> {
            throw new IllegalStateException("on purpose");
        });
        assertFails(address -> {
            throw new AssertionError("on purpose");
        });
    }

    @Test
    void targetThatThrowsDoesNotBreakTheConnection() {
        assertFails(address -> List.of(new TargetResolver.Target() {
            @Override
            public Optional<DiagnosticNackCode> refusal(DiagnosticMessage message) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void deliver(DiagnosticMessage message, Addressing addressing, TargetResolver.Replies replies) {}
        }));
        assertFails(address -> List.of(new TargetResolver.Target() {
            @Override
            public Optional<DiagnosticNackCode> refusal(DiagnosticMessage message) {
                return Optional.empty();
            }

            @Override
            public void deliver(DiagnosticMessage message, Addressing addressing, TargetResolver.Replies replies) {
                throw new AssertionError("on purpose");
            }
        }));
    }

    /** The connection goes on, and the listeners hear of it. */
    private static void assertFails(TargetResolver resolver) {
        List<String> told = new ArrayList<>();
        DoipServerListener listener = new DoipServerListener() {
            @Override
            public void extensionFailed(String extension, Throwable fault) {
                told.add(extension + " " + fault.getMessage());
            }
        };
        TestEntity broken = new TestEntity(config -> {
            config.targetResolver = resolver;
            config.observers = new Observers(List.of(listener), List.of(), List.of());
        });

        TestConnection connection =
                broken.activate(A).receive(Wire.diagnostic(A, REMOTE, "3E 00"), Wire.diagnostic(A, ENTITY, "3E 00"));

        assertThat(connection.take()).hasSize(2).last().isEqualTo(Wire.ack(A, ENTITY));
        assertThat(told)
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .startsWith(TargetResolverTest.class.getName())
                        .endsWith("on purpose"));
    }

    @Test
    @Tag("T89")
    void refusedTargetRefusesUntilItIsAccepted() {
        TestConnection connection = entity.activate(A);
        for (int target : new int[] {ENTITY, REMOTE}) {
            entity.targets.refuse(Map.of(LogicalAddress.of(target), DiagnosticNackCode.TARGET_UNREACHABLE));
            connection.receive(Wire.diagnostic(A, target, "3E 00"), Wire.diagnostic(A, 0x1001, "3E 00"));
            assertThat(connection.take()).containsExactly(Wire.nack(A, target, 0x06), Wire.ack(A, 0x1001));
            entity.targets.refuse(Map.of());
            assertThat(connection.receive(Wire.diagnostic(A, target, "3E 00")).take())
                    .containsExactly(Wire.ack(A, target));
        }
        assertThat(entity.ecu.deliveries).hasSize(1);
        assertThat(remote.delivered).hasSize(1);
    }

    @Test
    @Tag("T92")
    void refusedMemberOfAGroupIsLeftOut() {
        entity.targets.refuse(Map.of(LogicalAddress.of(0x1001), DiagnosticNackCode.OUT_OF_MEMORY));
        TestConnection connection = entity.activate(A).receive(Wire.diagnostic(A, FUNCTIONAL, "3E 00"));

        assertThat(connection.take()).containsExactly(Wire.ack(A, FUNCTIONAL));
        assertThat(entity.ecu.deliveries).hasSize(1);
        assertThat(entity.second.deliveries).isEmpty();
    }

    @Test
    @Tag("T91")
    void sizeIsCheckedBeforeTheConfiguredRefusal() {
        entity.ecu.maxLength = 2;
        entity.targets.refuse(Map.of(LogicalAddress.of(ENTITY), DiagnosticNackCode.TARGET_UNREACHABLE));
        TestConnection connection =
                entity.activate(A).receive(Wire.diagnostic(A, ENTITY, "22 F1 90"), Wire.diagnostic(A, ENTITY, "3E 00"));

        assertThat(connection.take()).containsExactly(Wire.nack(A, ENTITY, 0x04), Wire.nack(A, ENTITY, 0x06));
    }
}
