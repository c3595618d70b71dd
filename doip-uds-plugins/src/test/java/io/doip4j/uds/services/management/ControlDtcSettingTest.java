package io.doip4j.uds.services.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.uds.Dtc;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.DtcStatus;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.SessionListener;
import io.doip4j.uds.spi.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlDtcSettingTest {
    private static final Dtc CODE = Dtc.of(0x123456);
    private static final EcuDefinition ECU = EcuDefinition.builder(0x1000)
            .dtc(DtcDefinition.of(CODE.value()).build())
            .setting(ControlDtcSettingOptions.of(0x000100, 0xFFFF33))
            .build();

    private final ControlDtcSetting provider = new ControlDtcSetting();
    private final FakeEcu ecu = FakeEcu.of(ECU, provider).in(Session.EXTENDED);

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            off                        | 85 02          | C5 02 | false
            on                         | 85 01          | C5 01 | true
            bit 7 is not echoed        | 85 82          | C5 02 | false
            all codes                  | 85 02 FF FF FF | C5 02 | false
            all codes on               | 85 01 FF FF FF | C5 01 | true
            a group of the ECU         | 85 02 00 01 00 | C5 02 | false
            another group of the ECU   | 85 02 FF FF 33 | C5 02 | false
            """)
    void switches(String reason, String request, String response, boolean enabled) {
        ecu.dtcs().updatesEnabled(!enabled);

        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
        assertThat(ecu.dtcs().updatesEnabled()).isEqualTo(enabled);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            no sub-function                        | 85                | 7F 85 13
            unknown sub-function                   | 85 03             | 7F 85 12
            sub-function 0 is reserved             | 85 00             | 7F 85 12
            bit 7 does not hide it                 | 85 83             | 7F 85 12
            sub-function is checked before length  | 85 03 00          | 7F 85 12
            one byte of a group                    | 85 02 FF          | 7F 85 13
            two bytes of a group                   | 85 02 FF FF       | 7F 85 13
            one byte too many                      | 85 02 FF FF FF FF | 7F 85 13
            unknown group                          | 85 02 00 00 01    | 7F 85 31
            a code is no group                     | 85 02 12 34 56    | 7F 85 31
            """)
    void refusesAndSwitchesNothing(String reason, String request, String response) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
        assertThat(ecu.dtcs().updatesEnabled()).isTrue();
    }

    @Test
    void knowsNoGroupUnlessConfigured() {
        FakeEcu plain =
                FakeEcu.of(EcuDefinition.builder(0x1000).build(), provider).in(Session.EXTENDED);

        assertThat(plain.ask("85 02 00 01 00")).isEqualTo("7F 85 31");
        assertThat(plain.ask("85 02 FF FF FF")).isEqualTo("C5 02");
    }

    @Test
    void freezesTheStatusUntilItIsSwitchedOn() {
        ecu.ask("85 02");
        ecu.dtcs().reportTestFailed(CODE);
        assertThat(ecu.dtcs().status(CODE)).isEqualTo(DtcStatus.CLEARED);

        ecu.ask("85 01");
        ecu.dtcs().reportTestFailed(CODE);
        assertThat(ecu.dtcs().status(CODE).has(DtcStatus.Bit.TEST_FAILED)).isTrue();
    }

    @Test
    void survivesATransitionButNotIntoTheDefaultSession() {
        ecu.ask("85 02");

        assertThat(ecu.in(Session.PROGRAMMING).dtcs().updatesEnabled()).isFalse();
        ecu.change(Session.DEFAULT, SessionListener.Cause.TIMEOUT);
        assertThat(ecu.dtcs().updatesEnabled()).isTrue();
    }

    @Test
    void doesNotExistInTheDefaultSession() {
        assertThat(ecu.in(Session.DEFAULT).ask("85 02")).isEqualTo("7F 85 7F");
        assertThat(ecu.dtcs().updatesEnabled()).isTrue();
    }

    @Test
    void optionsCheckTheirNumbers() {
        assertThatIllegalArgumentException().isThrownBy(() -> ControlDtcSettingOptions.of(0xFF_FFFF));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ControlDtcSettingOptions.of(-1))
                .withMessageContaining("group");
    }

    @Test
    void leavesTheCheckOfSessionAndSubFunctionToTheEngine() {
        ServiceDescriptor descriptor = provider.descriptor();

        assertThat(descriptor.sessions()).isEqualTo(Sessions.nonDefault());
        assertThat(descriptor.subFunctions()).containsOnlyKeys(1, 2);
        assertThat(descriptor.minLength()).isEqualTo(2);
        assertThat(descriptor.nonBlocking()).isTrue();
    }
}
