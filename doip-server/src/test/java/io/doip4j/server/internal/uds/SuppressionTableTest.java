package io.doip4j.server.internal.uds;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponse;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.spi.Addressing;
import io.doip4j.uds.spi.ServiceDescriptor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which final responses are sent (ISO 14229). */
class SuppressionTableTest {
    private static final Set<Integer> SILENT_WHEN_FUNCTIONAL = Set.of(0x11, 0x12, 0x31, 0x7E, 0x7F);

    @ParameterizedTest(name = "{0}, suppress {1}, {2}, 78 sent {3} -> {4}")
    @CsvSource({
        "PHYSICAL,   false, positive, false, true",
        "PHYSICAL,   false, positive, true,  true",
        "PHYSICAL,   true,  positive, false, false",
        "PHYSICAL,   true,  positive, true,  true",
        "FUNCTIONAL, false, positive, false, true",
        "FUNCTIONAL, false, positive, true,  true",
        "FUNCTIONAL, true,  positive, false, false",
        "FUNCTIONAL, true,  positive, true,  true",
    })
    void positiveResponse(Addressing addressing, boolean suppress, String kind, boolean pending, boolean sent) {
        UdsResponse response = PositiveResponse.to(0x3E, Bytes.of(0));

        assertThat(Suppression.sends(response, addressing, suppress, pending))
                .as(kind)
                .isEqualTo(sent);
    }

    @ParameterizedTest(name = "{0}, suppress {1}, 78 sent {2}")
    @CsvSource({
        "PHYSICAL, false, false",
        "PHYSICAL, false, true",
        "PHYSICAL, true, false",
        "PHYSICAL, true, true",
        "FUNCTIONAL, false, false",
        "FUNCTIONAL, false, true",
        "FUNCTIONAL, true, false",
        "FUNCTIONAL, true, true",
    })
    void everyNegativeResponse(Addressing addressing, boolean suppress, boolean pending) {
        Set<Integer> silent = IntStream.rangeClosed(0x01, 0xFF)
                .filter(nrc ->
                        !Suppression.sends(new NegativeResponse(0x22, Nrc.of(nrc)), addressing, suppress, pending))
                .boxed()
                .collect(Collectors.toCollection(HashSet::new));

        boolean mayBeSilent = addressing == Addressing.FUNCTIONAL && !pending;
        assertThat(silent).isEqualTo(mayBeSilent ? SILENT_WHEN_FUNCTIONAL : Set.of());
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource({
        "PHYSICAL,   3E 00,    7E 00",
        "PHYSICAL,   3E 80,    ",
        "PHYSICAL,   3E 01,    7F 3E 12",
        "PHYSICAL,   3E 81,    7F 3E 12",
        "PHYSICAL,   3E,       7F 3E 13",
        "FUNCTIONAL, 3E 00,    7E 00",
        "FUNCTIONAL, 3E 80,    ",
        "FUNCTIONAL, 3E 01,    ",
        "FUNCTIONAL, 3E,       7F 3E 13",
        "FUNCTIONAL, 23 01,    ",
        // No sub-function: bit 7 of byte 1 is data
        "PHYSICAL,   22 F1 90, 62 F1 90",
        "FUNCTIONAL, 22 F1 90, 62 F1 90",
        // A sub-function that the service checks itself
        "PHYSICAL,   31 01 02, 71 01 02",
        "PHYSICAL,   31 81 02, ",
    })
    void engineFollowsTheTable(Addressing addressing, String request, @Nullable String response) {
        TestEcu ecu = new TestEcu(
                TestService.echo(ServiceDescriptor.of(0x22).minLength(3)),
                TestService.echo(ServiceDescriptor.of(0x31).uncheckedSubFunction()));
        ecu.request(addressing, request);

        assertThat(ecu.take()).isEqualTo(response == null ? List.of() : List.of(response));
    }

    @Test
    void suppressedRequestIsCarriedOutAllTheSame() {
        int[] calls = {0};
        TestEcu ecu = new TestEcu(TestService.inline(ServiceDescriptor.of(0x11).subFunction(1), (request, exchange) -> {
            calls[0]++;
            return request.positiveResponse(1);
        }));
        ecu.physical("11 81").functional("11 81");

        assertThat(ecu.take()).isEmpty();
        assertThat(calls[0]).isEqualTo(2);
    }
}
