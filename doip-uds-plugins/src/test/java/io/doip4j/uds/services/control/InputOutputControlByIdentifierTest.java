package io.doip4j.uds.services.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.ecu.StoredInputOutput;
import io.doip4j.uds.services.data.ReadDataByIdentifier;
import io.doip4j.uds.services.internal.testing.FakeConnection;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.InputOutput;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputOutputControlByIdentifierTest {
    private final FakeInputOutput one = new FakeInputOutput(0x0300, 1);
    private final FakeInputOutput five = new FakeInputOutput(0x0305, 5);
    private final FakeInputOutput eight = new FakeInputOutput(0x0308, 8);
    private final FakeInputOutput nine = new FakeInputOutput(0x0309, 9);
    private final FakeEcu ecu = FakeEcu.of(
                    EcuDefinition.builder(0x1000)
                            .io(StoredInputOutput.of(0x0200, Bytes.of(0x10), Bytes.of(0x00)))
                            .io(StoredInputOutput.of(0x0201, Bytes.of(0x11), Bytes.of(0x01))
                                    .controlAccess(Access.securityLevel(1)))
                            .io(StoredInputOutput.of(0x0202, Bytes.of(0x12), Bytes.of(0x02))
                                    .controllableIn(Sessions.of(Session.PROGRAMMING)))
                            .data(0x0120, Bytes.of(0x01))
                            .io(any -> one)
                            .io(any -> five)
                            .io(any -> eight)
                            .io(any -> nine)
                            .io(any -> new ReturnOnly())
                            .build(),
                    new InputOutputControlByIdentifier(),
                    new ReadDataByIdentifier())
            .in(Session.EXTENDED);

    /** An input that only has what it must have. */
    private record ReturnOnly() implements InputOutput {
        @Override
        public DataIdentifier id() {
            return DataIdentifier.of(0x0400);
        }

        @Override
        public Bytes read(UdsExchange exchange) {
            return Bytes.of(0x04);
        }

        @Override
        public void returnControl(Bytes mask) {
            // nothing is ever controlled
        }
    }

    @Test
    void everyControlAnswersWithTheValueThatIsEffectiveThen() {
        assertThat(ecu.ask("2F 02 00 03 55")).isEqualTo("6F 02 00 03 55");
        assertThat(ecu.ask("22 02 00")).isEqualTo("62 02 00 55");
        assertThat(ecu.ask("2F 02 00 02")).isEqualTo("6F 02 00 02 55");
        assertThat(ecu.ask("2F 02 00 01")).isEqualTo("6F 02 00 01 00");
        assertThat(ecu.ask("2F 02 00 00")).isEqualTo("6F 02 00 00 10");
        assertThat(ecu.ask("22 02 00")).isEqualTo("62 02 00 10");
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            freezing what nobody controls                  | 2F 02 00 02          | 6F 02 00 02 10
            returning what nobody controls                 | 2F 02 00 00          | 6F 02 00 00 10
            no control parameter                           | 2F 02 00             | 7F 2F 13
            no identifier                                  | 2F 02                | 7F 2F 13
            unknown                                        | 2F AA AA 03 55       | 7F 2F 31
            data that are no input or output               | 2F 01 20 03 55       | 7F 2F 31
            controllable in another session                | 2F 02 02 03 55       | 7F 2F 31
            locked                                         | 2F 02 01 03 55       | 7F 2F 33
            access is checked before the control           | 2F 02 01 04          | 7F 2F 33
            there is no control 04                         | 2F 02 00 04          | 7F 2F 31
            nor FF                                         | 2F 02 00 FF 55       | 7F 2F 31
            bit 7 is nothing special                       | 2F 02 00 83 55       | 7F 2F 31
            the control is checked before length           | 2F 02 00 04 55 55    | 7F 2F 31
            adjusting without state                        | 2F 02 00 03          | 7F 2F 13
            state too long                                 | 2F 02 00 03 55 55    | 7F 2F 13
            returning has no state                         | 2F 02 00 00 55       | 7F 2F 13
            nor has resetting                              | 2F 02 00 01 55       | 7F 2F 13
            nor freezing                                   | 2F 02 00 02 55       | 7F 2F 13
            an input that cannot be adjusted               | 2F 04 00 03 55       | 7F 2F 31
            an input that can only be given back           | 2F 04 00 00          | 6F 04 00 00 04
            """)
    void answers(String reason, String request, String response) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
        assertThat(ecu.ask("22 02 00")).isEqualTo("62 02 00 10");
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            one element has no mask          | 2F 03 00 00             | return
            also with state                  | 2F 03 00 03 55 66       | adjust 55 66 mask
            mask behind the state            | 2F 03 05 03 55 66 A8    | adjust 55 66 mask A8
            mask without state: return       | 2F 03 05 00 80          | return 80
            mask without state: default      | 2F 03 05 01 08          | default 08
            mask without state: freeze       | 2F 03 05 02 F8          | freeze F8
            eight elements fill a byte       | 2F 03 08 00 FF          | return FF
            the eighth is the lowest bit     | 2F 03 08 00 01          | return 01
            nine take two bytes              | 2F 03 09 00 00 80       | return 00 80
            the first is the highest bit     | 2F 03 09 03 55 80 00    | adjust 55 mask 80 00
            """)
    void passesStateAndMaskOn(String reason, String request, String call) {
        assertThat(ecu.ask(request)).as(reason).startsWith("6F 03").endsWith(" 01");
        assertThat(Stream.of(one, five, eight, nine)
                        .flatMap(io -> io.calls.stream())
                        .map(String::strip))
                .containsExactly(call);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            one element takes no mask                 | 2F 03 00 00 80          | 7F 2F 13
            several need one                          | 2F 03 05 00             | 7F 2F 13
            also with state: this is mask alone       | 2F 03 05 03 80          | 7F 2F 13
            mask too long                             | 2F 03 05 00 80 00       | 7F 2F 13
            nine elements need two bytes              | 2F 03 09 00 80          | 7F 2F 13
            nine elements and a state                 | 2F 03 09 03 80 00       | 7F 2F 13
            no element                                | 2F 03 05 00 00          | 7F 2F 31
            no element of nine                        | 2F 03 09 03 55 00 00    | 7F 2F 31
            a sixth of five elements                  | 2F 03 05 00 84          | 7F 2F 31
            an eighth of five elements                | 2F 03 05 03 55 81       | 7F 2F 31
            a tenth of nine elements                  | 2F 03 09 00 80 40       | 7F 2F 31
            """)
    void refusesAWrongMask(String reason, String request, String response) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
        assertThat(one.calls).isEmpty();
        assertThat(five.calls).isEmpty();
        assertThat(nine.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "02", "03 55"})
    void whatItRefusesWithIsAnswered(String control) {
        one.refusal = Nrc.VEHICLE_SPEED_TOO_HIGH;

        assertThat(ecu.ask("2F 03 00 " + control)).isEqualTo("7F 2F 88");
    }

    @Test
    void whoHasWhatIsNeededControls() {
        ecu.unlocked(1);

        assertThat(ecu.ask("2F 02 01 03 55")).isEqualTo("6F 02 01 03 55");
        assertThat(ecu.askAs(0x0E01, new FakeConnection(2), "2F 02 01 00")).isEqualTo("7F 2F 33");
        assertThat(ecu.ask("22 02 01")).isEqualTo("62 02 01 55");
    }

    @Test
    void aStateThatIsKnownLaterIsAnsweredLater() {
        one.later = new CompletableFuture<>();
        var answer = ecu.dispatch(new UdsRequest(Bytes.hex("2F 03 00 02")), ecu.exchange())
                .toCompletableFuture();

        assertThat(answer).isNotDone();
        one.later.complete(Bytes.of(0x77));
        assertThat(answer.join().orElseThrow().message()).isEqualTo(Bytes.hex("6F 03 00 02 77"));
    }

    @Test
    void isNotAvailableInTheDefaultSession() {
        ServiceDescriptor descriptor = new InputOutputControlByIdentifier().descriptor();

        assertThat(descriptor.sessions().contains(Session.DEFAULT)).isFalse();
        assertThat(descriptor.sessions().contains(Session.EXTENDED)).isTrue();
        assertThat(descriptor.hasSubFunction()).isFalse();
        assertThat(descriptor.minLength()).isEqualTo(4);
        assertThat(descriptor.nonBlocking()).isTrue();
    }
}
