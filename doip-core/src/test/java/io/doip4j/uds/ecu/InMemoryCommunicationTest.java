package io.doip4j.uds.ecu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.uds.spi.Communication;
import io.doip4j.uds.spi.Communication.MessageType;
import io.doip4j.uds.spi.Communication.Mode;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InMemoryCommunicationTest {
    private final Communication communication = new InMemoryCommunication();

    @Test
    void everythingIsOnAtTheStart() {
        for (MessageType type : MessageType.values()) {
            for (int subnet = 1; subnet <= Communication.RECEIVING_SUBNET; subnet++) {
                assertThat(communication.mode(type, subnet)).isEqualTo(Mode.ENABLE_RX_AND_TX);
            }
        }
    }

    @Test
    void oneSubnetOfOneTypeIsSwitched() {
        communication.switchTo(MessageType.NORMAL, 3, Mode.DISABLE_RX_AND_TX);

        assertThat(communication.mode(MessageType.NORMAL, 3)).isEqualTo(Mode.DISABLE_RX_AND_TX);
        assertThat(communication.mode(MessageType.NORMAL, 2)).isEqualTo(Mode.ENABLE_RX_AND_TX);
        assertThat(communication.mode(MessageType.NETWORK_MANAGEMENT, 3)).isEqualTo(Mode.ENABLE_RX_AND_TX);
    }

    @Test
    void allSubnetsAreSwitchedAndOnAgain() {
        AtomicInteger changes = new AtomicInteger();
        communication.onChange(changes::incrementAndGet);

        communication.switchTo(MessageType.NETWORK_MANAGEMENT, Communication.ALL_SUBNETS, Mode.ENABLE_RX_DISABLE_TX);
        assertThat(communication.mode(MessageType.NETWORK_MANAGEMENT, 1)).isEqualTo(Mode.ENABLE_RX_DISABLE_TX);
        assertThat(communication.mode(MessageType.NETWORK_MANAGEMENT, Communication.RECEIVING_SUBNET))
                .isEqualTo(Mode.ENABLE_RX_DISABLE_TX);
        communication.enableAll();

        assertThat(communication.mode(MessageType.NETWORK_MANAGEMENT, 1)).isEqualTo(Mode.ENABLE_RX_AND_TX);
        assertThat(changes).hasValue(2);
    }

    @Test
    void thereAreNoOtherSubnets() {
        assertThatIllegalArgumentException().isThrownBy(() -> communication.mode(MessageType.NORMAL, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> communication.mode(MessageType.NORMAL, 16));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> communication.switchTo(MessageType.NORMAL, 16, Mode.ENABLE_RX_AND_TX));
    }
}
