package io.doip4j.uds.services.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.SessionDefinition;
import io.doip4j.uds.spi.Sessions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTimingParameterTest {
    private static final EcuDefinition ECU = EcuDefinition.builder(0x1000)
            .session(new SessionDefinition(Session.PROGRAMMING, Duration.ofMillis(300), Duration.ofSeconds(20)))
            .setting(new AccessTimingSettings(Duration.ofMillis(200), Duration.ofSeconds(10)))
            .build();

    private final AccessTimingParameter provider = new AccessTimingParameter();
    private final FakeEcu ecu = FakeEcu.of(ECU, provider).in(Session.EXTENDED);

    @ParameterizedTest(name = "{0} in session {1}")
    @CsvSource({"83 01, 3", "83 03, 3", "83, 3", "83 05, 3", "83 01 00, 1", "83 83, 2"})
    void doesNotExistWithoutTheSetting(String request, int active) {
        FakeEcu without =
                FakeEcu.of(EcuDefinition.builder(0x1000).build(), provider).in(Session.of(active));

        assertThat(without.ask(request)).isEqualTo("7F 83 11");
    }

    @ParameterizedTest(name = "{0} in session {1} -> {2}")
    @CsvSource({
        "83 01, 3, C3 01 00 C8 03 E8",
        "83 03, 3, C3 03 00 32 01 F4",
        "83 83, 3, C3 03 00 32 01 F4",
        "83 02, 3, C3 02",
        "83 03, 2, C3 03 01 2C 07 D0",
        "83 01, 2, C3 01 01 2C 07 D0",
        "83 01, 1, 7F 83 7F"
    })
    void readsTheTimes(String request, int active, String response) {
        assertThat(ecu.in(Session.of(active)).ask(request)).isEqualTo(response);
    }

    @ParameterizedTest(name = "83 04 {0}")
    @ValueSource(strings = {"00 32 01 F4", "00 C8 03 E8", "00 64 02 00", "00 32 03 E8"})
    void setsTimesBetweenThoseOfTheSessionAndTheExtendedOnes(String times) {
        assertThat(ecu.ask("83 04 " + times)).isEqualTo("C3 04");
        assertThat(ecu.ask("83 03")).isEqualTo("C3 03 " + times);
        assertThat(ecu.ask("83 01")).isEqualTo("C3 01 00 C8 03 E8");
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            no sub-function                   | 83                   | 7F 83 13
            sub-function 0                    | 83 00                | 7F 83 12
            unknown sub-function              | 83 05                | 7F 83 12
            unknown, length is checked after  | 83 05 00             | 7F 83 12
            reading with a byte too many      | 83 01 00             | 7F 83 13
            default with a byte too many      | 83 02 00             | 7F 83 13
            active with a byte too many       | 83 03 00             | 7F 83 13
            no times                          | 83 04                | 7F 83 13
            one byte less                     | 83 04 00 64 02       | 7F 83 13
            one byte more                     | 83 04 00 64 02 00 00 | 7F 83 13
            P2 shorter than the session's     | 83 04 00 31 01 F4    | 7F 83 31
            P2 longer than the extended one   | 83 04 00 C9 01 F4    | 7F 83 31
            P2* shorter than the session's    | 83 04 00 32 01 F3    | 7F 83 31
            P2* longer than the extended one  | 83 04 00 32 03 E9    | 7F 83 31
            """)
    void refusesAndSetsNothing(String reason, String request, String response) {
        ecu.ask("83 04 00 64 02 00");

        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
        assertThat(ecu.ask("83 03")).isEqualTo("C3 03 00 64 02 00");
    }

    @Test
    void setsTheTimesOfTheSessionAgain() {
        ecu.ask("83 04 00 64 02 00");

        assertThat(ecu.ask("83 02")).isEqualTo("C3 02");
        assertThat(ecu.ask("83 03")).isEqualTo("C3 03 00 32 01 F4");
    }

    @Test
    void aSessionTransitionBringsTheTimesOfTheSessionBack() {
        ecu.ask("83 04 00 64 02 00");

        assertThat(ecu.in(Session.EXTENDED).ask("83 03")).isEqualTo("C3 03 00 32 01 F4");
    }

    @Test
    void settingsCheckTheirTimes() {
        Duration p2 = SessionDefinition.DEFAULT_P2;
        Duration p2Star = SessionDefinition.DEFAULT_P2_STAR;

        assertThatIllegalArgumentException().isThrownBy(() -> new AccessTimingSettings(Duration.ZERO, p2Star));
        assertThatIllegalArgumentException().isThrownBy(() -> new AccessTimingSettings(p2, Duration.ofMillis(9)));
        assertThatIllegalArgumentException().isThrownBy(() -> new AccessTimingSettings(p2, Duration.ofMinutes(11)));
    }

    @Test
    void leavesTheCheckOfSessionAndSubFunctionToTheEngine() {
        ServiceDescriptor descriptor = provider.descriptor();

        assertThat(descriptor.sessions()).isEqualTo(Sessions.nonDefault());
        assertThat(descriptor.subFunctions()).containsOnlyKeys(1, 2, 3, 4);
        assertThat(descriptor.minLength()).isEqualTo(2);
        assertThat(descriptor.nonBlocking()).isTrue();
    }
}
