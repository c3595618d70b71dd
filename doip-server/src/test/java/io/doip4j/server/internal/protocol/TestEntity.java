package io.doip4j.server.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.LogicalAddress;
import io.doip4j.server.internal.testing.ManualTime;
import java.util.function.Consumer;

/** An entity under virtual time, with ECUs at 0x1000 and 0x1001 that are both in the group 0xE400. */
final class TestEntity {
    final ManualTime time = new ManualTime();
    final RecordingTarget ecu = new RecordingTarget(Wire.ENTITY);
    final RecordingTarget second = new RecordingTarget(0x1001);
    final TargetTable targets;
    final Entity entity;
    private long connections;

    TestEntity() {
        this(config -> {});
    }

    TestEntity(Consumer<TestConfig> change) {
        TestConfig config = new TestConfig();
        change.accept(config);
        targets = new TargetTable(config.targetResolver, Runnable::run, config.observers);
        targets.add(ecu);
        targets.add(second);
        targets.addToGroup(LogicalAddress.of(Wire.FUNCTIONAL), ecu);
        targets.addToGroup(LogicalAddress.of(Wire.FUNCTIONAL), second);
        entity = new Entity(
                config.build(), targets, time.timers(), Runnable::run, config.observers, config.activationPolicy);
    }

    TestConnection connect() {
        return new TestConnection(++connections, entity, time);
    }

    /** A connection on which routing is active. */
    TestConnection activate(int source) {
        TestConnection connection = connect().receive(Wire.activation(source));
        assertThat(connection.take()).containsExactly(Wire.activationResponse(source, 0x10));
        return connection;
    }

    void advanceMillis(long millis) {
        time.advanceMillis(millis);
    }
}
