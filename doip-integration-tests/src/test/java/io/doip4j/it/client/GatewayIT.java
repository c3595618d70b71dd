package io.doip4j.it.client;

import static io.doip4j.it.client.Vehicles.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.doip4j.client.DiagnosticNackException;
import io.doip4j.client.DoipConnection;
import io.doip4j.client.EntityQuery;
import io.doip4j.client.gateway.GatewayForwarder;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.it.client.Vehicles.Answers;
import io.doip4j.server.DoipServer;
import io.doip4j.vehicle.DemoVehicle;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway in front of another entity: two servers of this project and a forwarder between them. */
@Timeout(60)
class GatewayIT {
    private static final LogicalAddress ENGINE = LogicalAddress.of(0x2000);
    private static final LogicalAddress GEARBOX = LogicalAddress.of(0x2001);
    private static final LogicalAddress INNER_GROUP = LogicalAddress.of(0xE500);
    private static final LogicalAddress NOBODY = LogicalAddress.of(0x2002);

    private DoipServer inner;
    private GatewayForwarder forwarder;
    private DoipServer gateway;

    @BeforeEach
    void start() {
        inner = innerEntity(0);
        forwarder = GatewayForwarder.builder(inner.tcpAddress())
                .probeInterval(Duration.ofMillis(100))
                .build();
        ForwardedTargets targets = new ForwardedTargets(forwarder, Set.of(ENGINE, GEARBOX, INNER_GROUP, NOBODY));
        gateway = Vehicles.demo(builder -> builder.targetResolver(targets));
    }

    @AfterEach
    void stop() {
        gateway.close();
        forwarder.close();
        inner.close();
    }

    private static DoipServer innerEntity(int port) {
        return DemoVehicle.create()
                .withLogicalAddress(ENGINE.value())
                .withFunctionalAddresses(INNER_GROUP.value())
                .server()
                .port(port)
                .announce(false)
                .build()
                .startDaemon();
    }

    private DoipConnection tester(int address) {
        return DoipConnection.builder(gateway.tcpAddress())
                .testerAddress(address)
                .connect();
    }

    @Test
    void testerReachesTargetsOnBothSides() throws Exception {
        try (DoipConnection connection = tester(0x0E80)) {
            Answers answers = new Answers(connection);
            assertThat(answers.to(GATEWAY, "3E 00")).isEqualTo("0x1000 7E 00");
            assertThat(answers.to(ENGINE, "3E 00")).isEqualTo("0x2000 7E 00");
            assertThat(answers.to(GEARBOX, "22 F1 8C")).isEqualTo("0x2001 62 F1 8C 42 43 30 30 30 30 30 30 30 31");
            assertThat(answers.to(GEARBOX, "10 03")).startsWith("0x2001 50 03");
            assertThat(answers.to(GEARBOX, "22 01 20")).isEqualTo("0x2001 62 01 20 7B");
        }
    }

    @Test
    void groupInsideIsAnsweredByItsMembers() throws Exception {
        try (DoipConnection connection = tester(0x0E80)) {
            Answers answers = new Answers(connection);
            assertThat(Set.of(String.valueOf(answers.to(INNER_GROUP, "3E 00")), String.valueOf(answers.next())))
                    .containsExactlyInAnyOrder("0x2000 7E 00", "0x2001 7E 00");
        }
    }

    @Test
    void testersHaveConnectionsOfTheirOwnThatEndWithThem() throws Exception {
        EntityQuery query = EntityQuery.to(inner.udpAddress());
        try (DoipConnection first = tester(0x0E80);
                DoipConnection second = tester(0x0E81)) {
            assertThat(new Answers(first).to(ENGINE, "3E 00")).isEqualTo("0x2000 7E 00");
            assertThat(new Answers(second).to(GEARBOX, "3E 00")).isEqualTo("0x2001 7E 00");
            await().until(() -> query.entityStatus().openSockets() == 2);
        }
        await().until(() -> query.entityStatus().openSockets() == 0);
    }

    @Test
    void testerThatComesBackAtOnceIsServed() throws Exception {
        for (int i = 0; i < 5; i++) {
            try (DoipConnection connection = tester(0x0E80)) {
                assertThat(new Answers(connection).to(ENGINE, "3E 00")).isEqualTo("0x2000 7E 00");
            }
        }
    }

    @Test
    void targetsInsideAreUnreachableWhileTheirEntityIsDownAndTheGatewayGoesOn() throws Exception {
        InetSocketAddress address = inner.tcpAddress();
        try (DoipConnection connection = tester(0x0E80)) {
            Answers answers = new Answers(connection);
            assertThat(answers.to(ENGINE, "3E 00")).isEqualTo("0x2000 7E 00");

            inner.close();

            await().until(() -> !forwarder.isReachable());
            assertThatExceptionOfType(DiagnosticNackException.class)
                    .isThrownBy(() -> connection.sendAndAwait(ENGINE, Bytes.hex("3E 00")))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(DiagnosticNackCode.TARGET_UNREACHABLE));
            assertThat(answers.to(GATEWAY, "3E 00")).isEqualTo("0x1000 7E 00");

            inner = innerEntity(address.getPort());
            await().until(forwarder::isReachable);
            assertThat(answers.to(ENGINE, "3E 00")).isEqualTo("0x2000 7E 00");
        }
    }

    @Test
    void refusalOfTheInnerEntityIsThatOfTheNextMessage() {
        inner.refuse(GEARBOX, DiagnosticNackCode.TRANSPORT_PROTOCOL_ERROR);
        try (DoipConnection connection = tester(0x0E80)) {
            connection.sendAndAwait(GEARBOX, Bytes.hex("3E 00"));
            await().until(() -> refusal(connection, GEARBOX) == DiagnosticNackCode.TRANSPORT_PROTOCOL_ERROR.value());
            assertThat(refusal(connection, ENGINE)).isEqualTo(-1);

            inner.accept(GEARBOX);
            await().until(() -> refusal(connection, GEARBOX) == -1);
        }
    }

    @Test
    void targetThatTheInnerEntityDoesNotKnowIsUnreachable() {
        try (DoipConnection connection = tester(0x0E80)) {
            connection.sendAndAwait(NOBODY, Bytes.hex("3E 00"));
            await().until(() -> refusal(connection, NOBODY) == DiagnosticNackCode.TARGET_UNREACHABLE.value());
        }
    }

    private static int refusal(DoipConnection connection, LogicalAddress target) {
        try {
            connection.sendAndAwait(target, Bytes.hex("3E 80"));
            return -1;
        } catch (DiagnosticNackException e) {
            return e.code().value();
        }
    }

    @Test
    void manyRequestsOfManyTestersGoThrough() throws Exception {
        try (DoipConnection first = tester(0x0E80);
                DoipConnection second = tester(0x0E81);
                DoipConnection third = tester(0x0E82)) {
            for (DoipConnection connection : new DoipConnection[] {first, second, third}) {
                Answers answers = new Answers(connection);
                for (int i = 0; i < 200; i++) {
                    assertThat(answers.to(GEARBOX, "22 F1 95")).isEqualTo("0x2001 62 F1 95 30 31 30 30");
                }
            }
        }
    }
}
