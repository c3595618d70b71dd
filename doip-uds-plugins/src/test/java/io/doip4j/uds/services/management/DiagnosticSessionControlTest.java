package io.doip4j.uds.services.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.services.internal.testing.ServiceCall;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.SessionDefinition;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosticSessionControlTest {
    private static final EcuDefinition ECU = EcuDefinition.builder(0x1000)
            .session(new SessionDefinition(Session.PROGRAMMING, Duration.ofMillis(1500), Duration.ofSeconds(10)))
            .session(SessionDefinition.of(Session.of(0x7E)))
            .transition(Session.DEFAULT, Session.EXTENDED)
            .transition(Session.DEFAULT, Session.of(0x7E))
            .transition(Session.EXTENDED, Session.EXTENDED)
            .transition(Session.EXTENDED, Session.PROGRAMMING)
            .transition(Session.PROGRAMMING, Session.PROGRAMMING)
            .build();

    private final DiagnosticSessionControl provider = new DiagnosticSessionControl();

    @ParameterizedTest(name = "{0}: {2} in session {1} -> {3}")
    @CsvSource(delimiter = '|', textBlock = """
            P2 in ms, P2* in 10 ms                       | 1   | 10 03 | 50 03 00 32 01 F4
            the times are those of the new session       | 3   | 10 02 | 50 02 05 DC 03 E8
            and not those of the old one                 | 2   | 10 01 | 50 01 00 32 01 F4
            the active session begins anew               | 3   | 10 03 | 50 03 00 32 01 F4
            the default session from itself              | 1   | 10 01 | 50 01 00 32 01 F4
            from any session back to the default one     | 126 | 10 01 | 50 01 00 32 01 F4
            the largest session number                   | 1   | 10 7E | 50 7E 00 32 01 F4
            bit 7 is not echoed                          | 1   | 10 83 | 50 03 00 32 01 F4
            """)
    void changesTheSession(String reason, int active, String request, String response) throws Exception {
        ServiceCall call = ServiceCall.of(provider, ECU, Session.of(active), request);

        assertThat(call.response()).as(reason).isEqualTo(Bytes.hex(response));
        assertThat(call.exchange().newSession())
                .isEqualTo(Session.of(Bytes.hex(request).u8(1) & 0x7F));
    }

    @ParameterizedTest(name = "{0}: {2} in session {1} -> {3}")
    @CsvSource(delimiter = '|', textBlock = """
            the ECU has no safety session                | 1 | 10 04    | 7F 10 12
            bit 7 does not hide it                       | 1 | 10 84    | 7F 10 12
            the sub-function is checked before length    | 1 | 10 04 00 | 7F 10 12
            session 0x00 is reserved                     | 1 | 10 00    | 7F 10 12
            session 0x7F is reserved                     | 1 | 10 7F    | 7F 10 12
            only from the extended session               | 1 | 10 02    | 7F 10 7E
            not back to extended                         | 2 | 10 03    | 7F 10 7E
            the transition is checked before length      | 1 | 10 02 00 | 7F 10 7E
            one byte too many                            | 1 | 10 03 00 | 7F 10 13
            """)
    void refusesAndStays(String reason, int active, String request, String response) throws Exception {
        ServiceCall call = ServiceCall.of(provider, ECU, Session.of(active), request);

        assertThat(call.response()).as(reason).isEqualTo(Bytes.hex(response));
        assertThat(call.exchange().newSession()).isNull();
    }

    @ParameterizedTest(name = "{0}: {2} in session {1} -> {3}")
    @CsvSource(delimiter = '|', textBlock = """
            an allowed transition                        | 1 | 10 03    | 7F 10 88
            into the active session                      | 3 | 10 03    | 7F 10 88
            into the default session                     | 3 | 10 01    | 7F 10 88
            bit 7 does not hide it                       | 1 | 10 83    | 7F 10 88
            the session is looked up before              | 1 | 10 04    | 7F 10 12
            the transition is checked before             | 1 | 10 02    | 7F 10 7E
            the length is checked before                 | 1 | 10 03 00 | 7F 10 13
            """)
    void aGuardRefusesAfterAllOtherChecks(String reason, int active, String request, String response) {
        FakeEcu ecu = FakeEcu.of(ECU, provider).in(Session.of(active));
        ecu.beforeTransition((from, to) -> Nrc.VEHICLE_SPEED_TOO_HIGH);

        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
        assertThat(ecu.active()).isEqualTo(Session.of(active));
    }

    @Test
    void aGuardIsToldTheTransition() {
        FakeEcu ecu = FakeEcu.of(ECU, provider).in(Session.EXTENDED);
        ecu.beforeTransition((from, to) ->
                from.equals(Session.EXTENDED) && to.equals(Session.PROGRAMMING) ? Nrc.CONDITIONS_NOT_CORRECT : null);

        assertThat(ecu.ask("10 02")).isEqualTo("7F 10 22");
        assertThat(ecu.ask("10 03")).isEqualTo("50 03 00 32 01 F4");
        assertThat(ecu.ask("10 01")).isEqualTo("50 01 00 32 01 F4");
        assertThat(ecu.active()).isEqualTo(Session.DEFAULT);
    }

    @Test
    void leavesTheCheckOfTheSubFunctionToTheService() {
        ServiceDescriptor descriptor = provider.descriptor();

        assertThat(descriptor.hasSubFunction()).isTrue();
        assertThat(descriptor.subFunctions()).isEmpty();
        assertThat(descriptor.minLength()).isEqualTo(2);
        assertThat(descriptor.nonBlocking()).isTrue();
    }
}
