package io.doip4j.server.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever testers do in whatever order: no address twice, never more than MCTS, everybody is decided on in time. */
class SocketHandlerRandomTest {
    private static final int MAX_SOCKETS = 3;
    private static final int ADDRESSES = 6;

    private static final class Client {
        final TestConnection connection;
        final int source;
        final long asked;

        Client(TestConnection connection, int source, long asked) {
            this.connection = connection;
            this.source = source;
            this.asked = asked;
        }

        boolean isRegistered() {
            return connection.machine.state().isRegistered();
        }

        boolean isOpen() {
            return connection.isOpen();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    @Tag("T68")
    void noAddressIsAssignedTwiceAndNobodyWaitsForEver(long seed) {
        Random random = new Random(seed);
        TestEntity entity = new TestEntity(config -> config.maxSockets = MAX_SOCKETS);
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            step(random, entity, clients);
            check(entity, clients);
            clients.removeIf(client -> !client.isOpen());
        }
        entity.advanceMillis(500L * clients.size());
        check(entity, clients);
        assertThat(clients).allMatch(client -> !client.isOpen() || client.isRegistered());
    }

    private static void step(Random random, TestEntity entity, List<Client> clients) {
        int choice = random.nextInt(10);
        if (clients.isEmpty() || (choice < 3 && clients.size() < 12)) {
            int source = 0x0E80 + random.nextInt(ADDRESSES);
            TestConnection connection = entity.connect().receive(Wire.activation(source));
            clients.add(new Client(connection, source, entity.time.millis()));
            return;
        }
        Client client = clients.get(random.nextInt(clients.size()));
        switch (choice) {
            case 3 -> client.connection.lose();
            case 4, 5, 6 -> client.connection.receive(Wire.alive(client.source));
            case 7 -> client.connection.receive(Wire.alive(0x0E7F));
            default -> entity.advanceMillis(random.nextInt(300));
        }
    }

    private static void check(TestEntity entity, List<Client> clients) {
        List<Client> registered = clients.stream().filter(Client::isRegistered).toList();
        assertThat(registered).hasSizeLessThanOrEqualTo(MAX_SOCKETS);
        assertThat(entity.entity.registeredSockets()).isEqualTo(registered.size());
        assertThat(registered.stream().map(client -> client.source).collect(Collectors.toSet()))
                .hasSameSizeAs(registered);
        for (Client client : registered) {
            assertThat(entity.entity.sockets().find(client.source)).isSameAs(client.connection.machine);
        }
        // One arbitration lasts half a second at most, and at most eleven others come first
        assertThat(clients)
                .filteredOn(client -> client.isOpen() && !client.isRegistered())
                .allMatch(client -> entity.time.millis() - client.asked <= 12 * 500);
    }
}
