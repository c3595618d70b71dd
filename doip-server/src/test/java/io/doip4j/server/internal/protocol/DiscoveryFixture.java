package io.doip4j.server.internal.protocol;

import io.doip4j.core.Bytes;
import io.doip4j.core.Eid;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.server.internal.testing.ManualTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The datagram side of an entity, under virtual time. */
final class DiscoveryFixture {
    record Answer(Bytes bytes, InetSocketAddress to, long atMillis) {}

    final ManualTime time = new ManualTime();
    final DiscoveryHandler handler;
    final List<Answer> answers = new ArrayList<>();
    final Entity entity;
    Set<Eid> interfaceEids = Set.of();

    DiscoveryFixture(Consumer<TestConfig> change) {
        this(change, new Random(1));
    }

    DiscoveryFixture(Consumer<TestConfig> change, RandomGenerator random) {
        TestConfig config = new TestConfig();
        change.accept(config);
        entity = new Entity(
                config.build(),
                new TargetTable(null, Runnable::run, Observers.none()),
                time.timers(),
                Runnable::run,
                config.observers,
                config.activationPolicy);
        handler = new DiscoveryHandler(entity, random, () -> interfaceEids);
    }

    static InetSocketAddress sender(String address, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(address), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    /** Connections that are open without routing activation. */
    void openSockets(int count) {
        for (int id = 1; id <= count; id++) {
            new TestConnection(id, entity, time);
        }
    }

    void receive(Bytes datagram) {
        receive(datagram, sender("192.0.2.1", 50_000));
    }

    void receive(Bytes datagram, InetSocketAddress sender) {
        handler.datagram(datagram.asBuffer(), sender, new DatagramLink() {
            @Override
            public boolean send(ProtocolVersion version, DoipMessage message, InetSocketAddress target) {
                return answers.add(new Answer(DoipEncoder.encode(version, message), target, time.millis()));
            }

            @Override
            public void sendRaw(Bytes raw, InetSocketAddress target) {
                answers.add(new Answer(raw, target, time.millis()));
            }
        });
    }

    List<Bytes> take() {
        List<Bytes> taken = answers.stream().map(Answer::bytes).toList();
        answers.clear();
        return taken;
    }
}
