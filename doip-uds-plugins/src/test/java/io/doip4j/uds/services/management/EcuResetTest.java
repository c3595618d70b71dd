package io.doip4j.uds.services.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.services.internal.testing.ServiceCall;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.ResetType;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcuResetTest {
    private static final EcuDefinition ECU = EcuDefinition.builder(0x1000).build();

    private final EcuReset provider = new EcuReset();

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            hard reset           | 11 01 | 51 01 | HARD
            key off/on           | 11 02 | 51 02 | KEY_OFF_ON
            soft reset           | 11 03 | 51 03 | SOFT
            bit 7 is not echoed  | 11 81 | 51 01 | HARD
            """)
    void resets(String reason, String request, String response, ResetType type) throws Exception {
        ServiceCall call = ServiceCall.of(provider, ECU, Session.DEFAULT, request);

        assertThat(call.response()).as(reason).isEqualTo(Bytes.hex(response));
        assertThat(call.exchange().reset()).isEqualTo(type);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            one byte too many                                | 11 01 00 | 7F 11 13
            rapid power shutdown without the setting         | 11 04    | 7F 11 12
            the same, switched off                           | 11 05    | 7F 11 12
            the sub-function is checked before length        | 11 04 00 | 7F 11 12
            """)
    void refusesAndGoesOn(String reason, String request, String response) throws Exception {
        ServiceCall call = ServiceCall.of(provider, ECU, Session.DEFAULT, request);

        assertThat(call.response()).as(reason).isEqualTo(Bytes.hex(response));
        assertThat(call.exchange().reset()).isNull();
    }

    @ParameterizedTest(name = "{0} s: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            0   | 11 04    | 51 04 00
            12  | 11 04    | 51 04 0C
            254 | 11 84    | 51 04 FE
            255 | 11 04    | 51 04 FF
            12  | 11 05    | 51 05
            12  | 11 04 00 | 7F 11 13
            12  | 11 05 00 | 7F 11 13
            12  | 11 06    | 7F 11 12
            """)
    void tellsThePowerDownTimeIfItIsConfigured(int powerDownTime, String request, String response) throws Exception {
        EcuDefinition definition = EcuDefinition.builder(0x1000)
                .setting(RapidPowerShutdown.of(powerDownTime))
                .build();
        ServiceCall call = ServiceCall.of(provider, definition, Session.DEFAULT, request);

        assertThat(call.response()).isEqualTo(Bytes.hex(response));
        assertThat(call.exchange().reset()).isNull();
    }

    @Test
    void tellsWhenRapidPowerShutdownIsSwitched() {
        List<Boolean> switched = new ArrayList<>();
        FakeEcu ecu = FakeEcu.of(
                EcuDefinition.builder(0x1000)
                        .setting(new RapidPowerShutdown(RapidPowerShutdown.UNKNOWN_TIME, switched::add))
                        .build(),
                provider);

        ecu.ask("11 04 00");
        assertThat(switched).isEmpty();
        ecu.ask("11 04");
        ecu.ask("11 05");
        assertThat(switched).containsExactly(true, false);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256})
    void refusesAPowerDownTimeThatDoesNotFit(int powerDownTime) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RapidPowerShutdown.of(powerDownTime))
                .withMessageContaining("must be 0..254 seconds");
    }

    @ParameterizedTest(name = "{1} in session {0} -> {2}")
    @CsvSource({
        "1, 11 01, 51 01",
        "1, 11 02, 7F 11 7E",
        "3, 11 02, 51 02",
        "2, 11 02, 7F 11 7E",
        "3, 11 83, 51 03",
        "1, 11 04, 7F 11 12",
        "1, 11, 7F 11 13"
    })
    void aDefinitionMayNarrowKeyOffOnToASession(int active, String request, String response) {
        FakeEcu ecu = FakeEcu.of(
                EcuDefinition.builder(0x1000)
                        .narrow(
                                0x11,
                                reset -> reset.toBuilder()
                                        .subFunction(0x02, Sessions.of(Session.EXTENDED))
                                        .build())
                        .build(),
                provider);

        assertThat(ecu.in(Session.of(active)).ask(request)).isEqualTo(response);
        assertThat(ecu.active()).isEqualTo(response.startsWith("51") ? Session.DEFAULT : Session.of(active));
    }

    @Test
    void theEngineMayAskForASecurityLevel() {
        FakeEcu ecu = FakeEcu.of(
                EcuDefinition.builder(0x1000)
                        .narrow(
                                0x11,
                                reset -> reset.toBuilder()
                                        .access(Access.securityLevel(1))
                                        .build())
                        .build(),
                provider);

        assertThat(ecu.ask("11 01")).isEqualTo("7F 11 33");
        assertThat(ecu.unlocked(1).ask("11 01")).isEqualTo("51 01");
    }

    @Test
    void leavesTheCheckOfTheSubFunctionToTheEngine() {
        ServiceDescriptor descriptor = provider.descriptor();

        assertThat(descriptor.subFunctions()).containsOnlyKeys(1, 2, 3, 4, 5);
        assertThat(descriptor.minLength()).isEqualTo(2);
        assertThat(descriptor.nonBlocking()).isTrue();
    }
}
