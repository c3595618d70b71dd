package io.doip4j.uds.services.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.Communication;
import io.doip4j.uds.spi.Communication.MessageType;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.SessionListener;
import io.doip4j.uds.spi.Sessions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommunicationControlTest {
    private final CommunicationControl provider = new CommunicationControl();
    private final List<String> switched = new ArrayList<>();

    private FakeEcu ecu(CommunicationControlSettings settings) {
        return FakeEcu.of(EcuDefinition.builder(0x1000).setting(settings).build(), provider)
                .in(Session.EXTENDED);
    }

    private FakeEcu ecu() {
        return FakeEcu.of(EcuDefinition.builder(0x1000).build(), provider).in(Session.EXTENDED);
    }

    private CommunicationControlSettings withNode(int number) {
        return CommunicationControlSettings.standard()
                .node(number, (type, subnet, mode) -> switched.add(type + " " + subnet + " " + mode));
    }

    /** The control types of subnet 1, subnet 2 and the receiving one: first of normal messages, then network management. */
    private static String modes(FakeEcu ecu) {
        StringBuilder text = new StringBuilder();
        for (MessageType type : MessageType.values()) {
            for (int subnet : new int[] {1, 2, Communication.RECEIVING_SUBNET}) {
                text.append(ecu.communication().mode(type, subnet).controlType());
            }
            text.append(' ');
        }
        return text.toString().strip();
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}, modes {3}")
    @CsvSource(delimiter = '|', textBlock = """
            normal messages only receive          | 28 01 01 | 68 01 | 111 000
            normal messages only send             | 28 02 01 | 68 02 | 222 000
            normal messages off                   | 28 03 01 | 68 03 | 333 000
            normal messages on                    | 28 00 01 | 68 00 | 000 000
            network management                    | 28 03 02 | 68 03 | 000 333
            both                                  | 28 01 03 | 68 01 | 111 111
            one subnet                            | 28 03 11 | 68 03 | 300 000
            another subnet                        | 28 03 22 | 68 03 | 000 030
            the receiving subnet                  | 28 03 F3 | 68 03 | 003 003
            a subnet that is looked at by nobody  | 28 03 E1 | 68 03 | 000 000
            bit 7 is not echoed                   | 28 83 01 | 68 03 | 333 000
            """)
    void switches(String reason, String request, String response, String modes) {
        FakeEcu ecu = ecu();

        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
        assertThat(modes(ecu)).isEqualTo(modes);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            no sub-function                             | 28             | 7F 28 13
            no communication type                       | 28 03          | 7F 28 13
            one byte too many                           | 28 03 01 00    | 7F 28 13
            a node where there are none                 | 28 03 01 00 01 | 7F 28 13
            unknown sub-function                        | 28 06 01       | 7F 28 12
            unknown sub-function is checked before      | 28 06          | 7F 28 12
            enhanced address information, no nodes      | 28 04 01 00 01 | 7F 28 12
            the same, normal                            | 28 05 01 00 01 | 7F 28 12
            the same, length is checked after           | 28 04          | 7F 28 12
            message type 0 is reserved                  | 28 03 00       | 7F 28 31
            message type 0 of a subnet                  | 28 03 10       | 7F 28 31
            bit 2 is reserved                           | 28 03 05       | 7F 28 31
            bit 3 is reserved                           | 28 03 09       | 7F 28 31
            bit 7 does not hide it                      | 28 83 00       | 7F 28 31
            length is checked before the type           | 28 03 00 00    | 7F 28 13
            """)
    void refusesAndSwitchesNothing(String reason, String request, String response) {
        FakeEcu ecu = ecu();
        ecu.ask("28 01 03");

        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
        assertThat(modes(ecu)).isEqualTo("111 111");
    }

    @Test
    void doesNotExistInTheDefaultSession() {
        FakeEcu ecu = ecu().in(Session.DEFAULT);

        assertThat(ecu.ask("28 03 01")).isEqualTo("7F 28 7F");
        assertThat(modes(ecu)).isEqualTo("000 000");
    }

    @Test
    void survivesATransitionButNotIntoTheDefaultSession() {
        FakeEcu ecu = ecu();
        ecu.ask("28 03 01");

        assertThat(modes(ecu.in(Session.PROGRAMMING))).isEqualTo("333 000");
        ecu.change(Session.DEFAULT, SessionListener.Cause.TIMEOUT);
        assertThat(modes(ecu)).isEqualTo("000 000");
    }

    @Test
    void aSettingNamesTheSubnets() {
        FakeEcu ecu = ecu(CommunicationControlSettings.standard().subnets(0x0, 0x2));

        assertThat(ecu.ask("28 03 01")).isEqualTo("68 03");
        assertThat(ecu.ask("28 00 21")).isEqualTo("68 00");
        assertThat(ecu.ask("28 03 11")).isEqualTo("7F 28 31");
        assertThat(ecu.ask("28 03 F1")).isEqualTo("7F 28 31");
        assertThat(modes(ecu)).isEqualTo("303 000");
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            silent         | 28 04 01 00 0A | 68 04 | NORMAL 0 ENABLE_RX_DISABLE_TX
            normal         | 28 05 01 00 0A | 68 05 | NORMAL 0 ENABLE_RX_AND_TX
            a subnet       | 28 04 22 00 0A | 68 04 | NETWORK_MANAGEMENT 2 ENABLE_RX_DISABLE_TX
            bit 7          | 28 84 01 00 0A | 68 04 | NORMAL 0 ENABLE_RX_DISABLE_TX
            """)
    void switchesANode(String reason, String request, String response, String what) {
        FakeEcu ecu = ecu(withNode(0x000A));

        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
        assertThat(switched).containsExactly(what);
        assertThat(modes(ecu)).isEqualTo("000 000");
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            no node                       | 28 04 01          | 7F 28 13
            half a node                   | 28 04 01 00       | 7F 28 13
            one byte too many             | 28 04 01 00 0A 00 | 7F 28 13
            node 0 is reserved            | 28 04 01 00 00    | 7F 28 31
            another node                  | 28 04 01 00 0B    | 7F 28 31
            the high byte counts          | 28 04 01 01 0A    | 7F 28 31
            message type 0 is reserved    | 28 04 00 00 0A    | 7F 28 31
            bit 3 is reserved             | 28 05 09 00 0A    | 7F 28 31
            """)
    void refusesToSwitchANode(String reason, String request, String response) {
        assertThat(ecu(withNode(0x000A)).ask(request)).as(reason).isEqualTo(response);
        assertThat(switched).isEmpty();
    }

    @Test
    void nodesAreBackToNormalInTheDefaultSessionOnly() {
        FakeEcu ecu = ecu(withNode(0xFFFF));
        ecu.ask("28 04 13 FF FF");
        assertThat(switched)
                .containsExactly("NORMAL 1 ENABLE_RX_DISABLE_TX", "NETWORK_MANAGEMENT 1 ENABLE_RX_DISABLE_TX");
        switched.clear();

        ecu.in(Session.PROGRAMMING);
        assertThat(switched).isEmpty();

        ecu.in(Session.DEFAULT);
        assertThat(switched).containsExactly("NORMAL 0 ENABLE_RX_AND_TX", "NETWORK_MANAGEMENT 0 ENABLE_RX_AND_TX");
        switched.clear();

        ecu.in(Session.EXTENDED).in(Session.DEFAULT);
        assertThat(switched).isEmpty();
    }

    @Test
    void settingsCheckTheirNumbers() {
        CommunicationControlSettings standard = CommunicationControlSettings.standard();
        NodeCommunication node = (type, subnet, mode) -> {};

        assertThat(standard.subnets()).hasSize(16);
        assertThat(standard.node(1, node).node(0xFFFF, node).nodes()).containsOnlyKeys(1, 0xFFFF);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> standard.subnets(new int[0]))
                .withMessageContaining("at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> standard.subnets(0x10))
                .withMessageContaining("0x10");
        assertThatIllegalArgumentException().isThrownBy(() -> standard.subnets(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> standard.node(0, node))
                .withMessageContaining("0x0");
        assertThatIllegalArgumentException().isThrownBy(() -> standard.node(0x1_0000, node));
    }

    @Test
    void leavesTheCheckOfSessionAndSubFunctionToTheEngine() {
        ServiceDescriptor descriptor = provider.descriptor();

        assertThat(descriptor.sessions()).isEqualTo(Sessions.nonDefault());
        assertThat(descriptor.subFunctions()).containsOnlyKeys(0, 1, 2, 3, 4, 5);
        assertThat(descriptor.minLength()).isEqualTo(2);
        assertThat(descriptor.nonBlocking()).isTrue();
    }
}
