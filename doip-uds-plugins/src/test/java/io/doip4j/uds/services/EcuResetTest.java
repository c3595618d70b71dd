package io.doip4j.uds.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.ResetType;
import io.doip4j.uds.spi.ServiceDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(call.exchange().reset).isEqualTo(type);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            one byte too many                                | 11 01 00 | 7F 11 13
            rapid power shutdown, even if the engine asked   | 11 04    | 7F 11 12
            """)
    void refusesAndGoesOn(String reason, String request, String response) throws Exception {
        ServiceCall call = ServiceCall.of(provider, ECU, Session.DEFAULT, request);

        assertThat(call.response()).as(reason).isEqualTo(Bytes.hex(response));
        assertThat(call.exchange().reset).isNull();
    }

    @Test
    void leavesTheCheckOfTheSubFunctionToTheEngine() {
        ServiceDescriptor descriptor = provider.descriptor();

        assertThat(descriptor.subFunctions()).containsOnlyKeys(1, 2, 3);
        assertThat(descriptor.minLength()).isEqualTo(2);
        assertThat(descriptor.nonBlocking()).isTrue();
    }
}
