package io.doip4j.server.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.server.internal.testing.ManualTime;
import io.doip4j.server.internal.testing.RealEcu;
import io.doip4j.server.internal.uds.Ecu;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two million broken messages and datagrams: every answer is the right one, and nothing stays behind. */
@Tag("T109")
@Tag("T110")
class AbuseTest {
    private static final long SEED = 13400;
    private static final int MESSAGES = 1_500_000;
    private static final int DATAGRAMS = 500_000;
    private static final int BATCH = 20_000;
    private static final int MAX_CONNECTIONS = 6;
    /** What a run may leave on the heap, also when the JVM has loaded and compiled more meanwhile. */
    private static final long MEMORY_TOLERANCE = 16 << 20;

    private final ManualTime time = new ManualTime();
    private final List<AbusedConnection> open = new ArrayList<>();
    private long connections;
    private long afterTheEnd;

    private Entity entity() {
        TestConfig config = new TestConfig();
        config.maxSockets = 3;
        config.maxDataSize = TestConfig.MAX_BEFORE_ACTIVATION;
        config.ackEchoBytes = 4;
        TargetTable targets = new TargetTable(null, Runnable::run, Observers.none());
        Ecu first = RealEcu.create(Wire.ENTITY, time);
        Ecu second = RealEcu.create(0x1001, time);
        for (Ecu ecu : List.of(first, second)) {
            targets.add(ecu);
            targets.addToGroup(LogicalAddress.of(Wire.FUNCTIONAL), ecu);
        }
        return new Entity(config.build(), targets, time.timers(), Runnable::run, config.observers, null);
    }

    @Test
    void brokenMessagesAreAnsweredByTheRulesAndNothingStaysBehind() {
        Entity entity = entity();
        long before = 0;
        for (int batch = 0; batch < MESSAGES / BATCH; batch++) {
            messages(entity, SEED + batch);
            open.forEach(AbusedConnection::lose);
            open.clear();
            time.advanceMillis(60_000);
            assertNothingIsLeft(entity);
            before = batch == 4 ? usedMemory() : before;
        }
        assertThat(usedMemory() - before).isLessThan(MEMORY_TOLERANCE);
        assertThat(connections).isGreaterThan(MESSAGES / 20);
        assertThat(afterTheEnd).isPositive();
    }

    private void messages(Entity entity, long seed) {
        Random random = new Random(seed);
        MessageMutator mutator = new MessageMutator(random);
        for (int i = 0; i < BATCH; i++) {
            if (open.size() < MAX_CONNECTIONS) {
                open.add(new AbusedConnection(++connections, entity, time));
            }
            AbusedConnection connection = open.get(random.nextInt(open.size()));
            try {
                step(connection, random, mutator);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", message " + i + ", received:\n" + connection.history(), e);
            }
            open.removeIf(closed -> !closed.isOpen());
        }
    }

    private void step(AbusedConnection connection, Random random, MessageMutator mutator) {
        while (!connection.reads() && connection.isOpen()) {
            time.advanceMillis(50);
        }
        byte[] message = mutator.message();
        if (random.nextInt(3) == 0 && message.length > 1) {
            int middle = 1 + random.nextInt(message.length - 1);
            connection.receive(Bytes.copyOf(message).slice(0, middle).toArray());
            message = Bytes.copyOf(message).from(middle).toArray();
        }
        connection.receive(message);
        afterTheEnd += connection.isOpen() ? 0 : 1;
        switch (random.nextInt(16)) {
            case 0 -> connection.lose();
            case 1 -> connection.answerAliveCheck(Wire.A + random.nextInt(4));
            case 2 -> connection.receive(Wire.activation(Wire.A).toArray());
            case 3 -> {
                connection.congested(true);
                connection.receive(mutator.message());
                connection.congested(false);
            }
            case 4, 5, 6, 7 -> time.advanceMillis(random.nextInt(20));
            default -> connection.congested(false);
        }
    }

    private void assertNothingIsLeft(Entity entity) {
        assertThat(entity.registeredSockets()).isZero();
        assertThat(entity.activeConnections()).isZero();
        assertThat(time.timers().size()).isZero();
        for (int source = 0x0E00; source < 0x1000; source++) {
            assertThat(entity.sockets().find(source)).isNull();
        }
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void brokenDatagramsAreAnsweredByTheRulesAndNothingStaysBehind() {
        Random random = new Random(SEED);
        MessageMutator mutator = new MessageMutator(random);
        CheckedDatagrams link = new CheckedDatagrams();
        DiscoveryHandler handler = new DiscoveryHandler(entity(), new Random(SEED), Set::of);
        long before = 0;
        for (int i = 0; i < DATAGRAMS; i++) {
            byte[] datagram = mutator.datagram();
            InetSocketAddress sender = DiscoveryFixture.sender(
                    "192.0." + random.nextInt(256) + "." + random.nextInt(256), 1 + random.nextInt(0xFFFF));
            try {
                link.receive(datagram, sender, handler);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "seed " + SEED + ", datagram " + i + ": "
                                + Bytes.copyOf(datagram).toHex(),
                        e);
            }
            time.advanceMillis(random.nextInt(3));
            assertThat(time.timers().size()).isLessThan(600);
            before = i == DATAGRAMS / 10 ? usedMemory() : before;
        }
        time.advanceMillis(500);
        assertThat(time.timers().size()).isZero();
        assertThat(link.answered).isGreaterThan(DATAGRAMS / 3);
        assertThat(usedMemory() - before).isLessThan(MEMORY_TOLERANCE);
    }
}
