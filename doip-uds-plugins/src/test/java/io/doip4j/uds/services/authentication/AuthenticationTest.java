package io.doip4j.uds.services.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.Dialog;
import io.doip4j.uds.services.internal.testing.FakeConnection;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.ServiceDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
    private static final Bytes SECRET = Bytes.ascii("a secret of both");

    private final Authentication provider = new Authentication();

    private FakeEcu with(Object... settings) {
        EcuDefinition.Builder definition = EcuDefinition.builder(0x1000);
        for (Object setting : settings) {
            definition.setting(setting);
        }
        return FakeEcu.of(definition.build(), provider);
    }

    private static CertificateAuthentication certificates() {
        return CertificateAuthentication.trusting(
                        TestCertificate.root("CN=Root").certificate())
                .build();
    }

    private static ChallengeResponseAuthentication secrets() {
        return ChallengeResponseAuthentication.builder()
                .client(SECRET, "workshop")
                .build();
    }

    private static ChallengeResponseAuthentication publicKeys() {
        return ChallengeResponseAuthentication.builder()
                .client(TestCertificate.keys("Ed25519").getPublic(), "workshop")
                .build();
    }

    @ParameterizedTest(name = "{0}: {2} in session {1} -> {3}")
    @CsvSource(delimiter = '|', textBlock = """
            certificates unless configured        | 1 | 29 08    | 69 08 02
            in every session                      | 2 | 29 08    | 69 08 02
            bit 7 is not echoed                   | 1 | 29 88    | 69 08 02
            nobody is authenticated anyhow        | 1 | 29 00    | 69 00 10
            in every session                      | 3 | 29 80    | 69 00 10
            unknown task                          | 1 | 29 09    | 7F 29 12
            the largest                           | 1 | 29 7F    | 7F 29 12
            tasks that are not configured         | 1 | 29 01    | 7F 29 12
            tasks that are not configured         | 1 | 29 02    | 7F 29 12
            tasks that are not configured         | 1 | 29 03    | 7F 29 12
            tasks that are not configured         | 1 | 29 04    | 7F 29 12
            tasks that are not configured         | 1 | 29 05    | 7F 29 12
            tasks that are not configured         | 1 | 29 06    | 7F 29 12
            tasks that are not configured         | 1 | 29 07    | 7F 29 12
            the task comes before the length      | 1 | 29 09 00 | 7F 29 12
            one byte too many                     | 1 | 29 08 00 | 7F 29 13
            one byte too many                     | 1 | 29 00 00 | 7F 29 13
            no task                               | 1 | 29       | 7F 29 13
            """)
    void answersWithoutSettings(String rule, int session, String request, String response) {
        assertThat(with().in(Session.of(session)).ask(request)).as(rule).isEqualTo(response);
    }

    @Test
    void tellsWhichConceptIsConfigured() {
        assertThat(with(certificates()).ask("29 08")).isEqualTo("69 08 02");
        assertThat(with(publicKeys()).ask("29 08")).isEqualTo("69 08 03");
        assertThat(with(secrets()).ask("29 08")).isEqualTo("69 08 04");
        assertThat(with(certificates(), secrets()).ask("29 08")).isEqualTo("69 08 02");
    }

    @ParameterizedTest
    @ValueSource(strings = {"29 01", "29 03", "29 05", "29 06", "29 07"})
    void hasTheTasksOfBothSettings(String request) {
        assertThat(with(certificates(), secrets()).ask(request)).isNotEqualTo("7F 29 12");
    }

    @Test
    void deAuthenticationTakesTheRolesAway() {
        FakeEcu ecu = with().withRoles("workshop");

        Dialog.hold(ecu, "29 00 -> 69 00 10");

        assertThat(ecu.roles()).isEmpty();
    }

    @Test
    void deAuthenticationWithAWrongLengthDoesNot() {
        FakeEcu ecu = with().withRoles("workshop");

        Dialog.hold(ecu, "29 00 00 -> 7F 29 13");

        assertThat(ecu.roles()).containsExactly("workshop");
    }

    @Test
    void deAuthenticationDoesNotTakeTheRolesOfAnother() {
        FakeEcu ecu = with().withRoles("workshop");

        assertThat(ecu.askAs(0x0E01, new FakeConnection(2), "29 00")).isEqualTo("69 00 10");

        assertThat(ecu.roles()).containsExactly("workshop");
        assertThat(ecu.exchange().roles()).containsExactly("workshop");
    }

    @Test
    void runsInEverySessionAndNotOnTheEventLoop() {
        ServiceDescriptor descriptor = provider.descriptor();

        assertThat(descriptor.hasSubFunction()).isTrue();
        assertThat(descriptor.subFunctions()).isEmpty();
        assertThat(descriptor.minLength()).isEqualTo(2);
        assertThat(descriptor.sessions().contains(Session.DEFAULT)).isTrue();
        assertThat(descriptor.nonBlocking()).isFalse();
    }
}
