package io.doip4j.server.internal.uds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsServiceProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which negative response wins (ISO 14229-1, general server response behaviour): 11, 7F, 13 (no sub-function), 12, 7E, 13 (minimum length). */
class EvaluationOrderTest {
    private static final Session OTHER = Session.of(0x40);

    private static UdsServiceProvider[] services() {
        return new UdsServiceProvider[] {
            TestService.echo(ServiceDescriptor.of(0x22).minLength(3)),
            TestService.echo(ServiceDescriptor.of(0x27)
                    .sessions(Sessions.nonDefault())
                    .minLength(4)
                    .subFunction(0x01)
                    .subFunction(0x03, Sessions.of(Session.PROGRAMMING))
                    .subFunction(0x05, Sessions.of(OTHER))),
            TestService.echo(ServiceDescriptor.of(0x28).sessions(OTHER)),
            TestService.echo(ServiceDescriptor.of(0x31).minLength(4).uncheckedSubFunction()),
            TestService.echo(ServiceDescriptor.of(0x36)
                    .sessions(Session.EXTENDED)
                    .subFunction(0x01)
                    .subFunction(0x02, Sessions.of(Session.PROGRAMMING))),
        };
    }

    private final TestEcu ecu = new TestEcu(services());

    @ParameterizedTest(name = "session {0}: {1} -> {2}")
    @CsvSource({
        // No such service, in any session of this ECU
        "1, 23,          7F 23 11",
        "1, 28 01,       7F 28 11",
        "3, 28,          7F 28 11",
        // Not in this session: wins over sub-function and length
        "1, 27 01 00 00, 7F 27 7F",
        "1, 27 7E,       7F 27 7F",
        "1, 27,          7F 27 7F",
        // No sub-function at all
        "3, 27,          7F 27 13",
        "3, 31,          7F 31 13",
        "1, 10,          7F 10 13",
        // Unknown sub-function: wins over the length
        "3, 27 7E,       7F 27 12",
        "3, 27 FE 00 00, 7F 27 12",
        "1, 10 04 00,    7F 10 12",
        // Known only in sessions that this ECU does not have
        "3, 27 05 00 00, 7F 27 12",
        // Known only in another session: wins over the length
        "3, 27 03,       7F 27 7E",
        "3, 27 83 00 00, 7F 27 7E",
        "2, 27 03 00 00, 67 03 00 00",
        // Known in a session where the service is not available, so in none
        "3, 36 02,       7F 36 12",
        // Too short
        "1, 22,          7F 22 13",
        "1, 22 F1,       7F 22 13",
        "3, 27 01 00,    7F 27 13",
        "1, 31 01 FF,    7F 31 13",
        // All passed
        "1, 22 F1 90,    62 F1 90",
        "3, 27 01 00 00, 67 01 00 00",
        "1, 31 7E FF 00, 71 7E FF 00",
    })
    void firstCheckThatFailsDecides(int session, String request, String response) {
        ecu.physical("10 0" + session).take();

        ecu.physical(request);

        assertThat(ecu.take()).containsExactly(response);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40", "50 03", "62 F1 90", "7E 00", "7F 22 31", "C0", "FF"})
    void responsesAreIgnored(String response) {
        ecu.physical(response).functional(response);

        assertThat(ecu.take()).isEmpty();
        ecu.physical("3E 00");
        assertThat(ecu.take()).containsExactly("7E 00");
    }

    @Test
    void answerComesFromThePhysicalAddressAlsoToAFunctionalRequest() {
        ecu.functional("22 F1 90");

        assertThat(ecu.channel.replies).singleElement().satisfies(reply -> {
            assertThat(reply.source()).isEqualTo(LogicalAddress.of(TestEcu.ADDRESS));
            assertThat(reply.target()).isEqualTo(LogicalAddress.of(0x0E80));
        });
    }

    @Test
    void highestBitOfTheSubFunctionIsNotPartOfIt() {
        ecu.physical("10 83");

        assertThat(ecu.take()).isEmpty();
        assertThat(ecu.session()).isEqualTo(Session.EXTENDED);
    }

    @Test
    void serviceThatTheDefinitionLeavesOutDoesNotExist() {
        TestEcu narrowed = new TestEcu(definition -> definition.services(0x10, 0x22), services());
        narrowed.physical("3E 00").physical("22 F1 90");

        assertThat(narrowed.take()).containsExactly("7F 3E 11", "62 F1 90");
    }

    @Test
    void definitionCannotHaveAServiceWithoutProvider() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TestEcu(definition -> definition.services(0x10, 0x85), services()))
                .withMessageContaining("0x85")
                .withMessageContaining("0x1000");
    }

    @Test
    void serviceWhoseSessionsTheEcuDoesNotHaveDoesNotExist() {
        TestEcu without = new TestEcu(
                definition -> definition.withoutSession(Session.EXTENDED),
                TestService.echo(ServiceDescriptor.of(0x22).sessions(Session.EXTENDED)));
        without.physical("22 F1 90");

        assertThat(without.take()).containsExactly("7F 22 11");
    }

    @Test
    void everyEcuHasItsOwnServiceInstances() {
        int[] made = {0};
        TestService counting = new TestService(
                "counting", ServiceDescriptor.of(0x22).nonBlocking().build(), ecuContext -> {
                    made[0]++;
                    return (request, exchange) -> request.positiveResponse(request.data());
                });
        assertThat(new TestEcu(counting).ecu).isNotSameAs(new TestEcu(counting).ecu);
        assertThat(made[0]).isEqualTo(2);
    }
}
