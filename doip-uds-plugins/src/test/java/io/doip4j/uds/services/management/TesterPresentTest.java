package io.doip4j.uds.services.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.ServiceCall;
import io.doip4j.uds.spi.ServiceDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TesterPresentTest {
    private static final EcuDefinition ECU = EcuDefinition.builder(0x1000).build();

    private final TesterPresent provider = new TesterPresent();

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            answered               | 3E 00    | 7E 00
            bit 7 is not echoed    | 3E 80    | 7E 00
            one byte too many      | 3E 00 00 | 7F 3E 13
            """)
    void answers(String reason, String request, String response) throws Exception {
        assertThat(ServiceCall.of(provider, ECU, Session.DEFAULT, request).response())
                .as(reason)
                .isEqualTo(Bytes.hex(response));
    }

    @Test
    void leavesTheCheckOfTheSubFunctionToTheEngine() {
        ServiceDescriptor descriptor = provider.descriptor();

        assertThat(descriptor.subFunctions()).containsOnlyKeys(0);
        assertThat(descriptor.minLength()).isEqualTo(2);
        assertThat(descriptor.nonBlocking()).isTrue();
    }
}
