package com.example.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.testkit.DoipServerHandle;
import io.doip4j.testkit.DoipServerTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@DoipServerTest
class ReadDataTest {
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void readsTheVinOfWhoeverAnswers(DoipServerHandle vehicle) throws IOException {
        int code = ReadData.run(out, SOON, "127.0.0.1:" + vehicle.port());

        assertThat(code).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("WVWZZZ1JZXW000001 entity 0x1000 at /127.0.0.1:" + vehicle.port())
                .contains("22 F1 90 -> 62 F1 90 57 56 57 5A 5A 5A 31 4A 5A 58 57 30 30 30 30 30 31");
    }

    @Test
    void showsAlsoANegativeResponse(DoipServerHandle vehicle) throws IOException {
        ReadData.run(out, SOON, "127.0.0.1:" + vehicle.port(), "0001");

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("22 00 01 -> 7F 22 31");
    }

    @Test
    void saysWhenNobodyAnswers(DoipServerHandle vehicle) throws IOException {
        vehicle.server().close();

        assertThat(ReadData.run(out, SOON, "127.0.0.1:" + vehicle.port())).isEqualTo(1);
    }

    @Test
    void wantsAnAddress() throws IOException {
        assertThat(ReadData.run(out, SOON)).isEqualTo(2);
    }

    @Test
    void refusalsAreErrorsThatNameTheCode(DoipServerHandle vehicle) throws IOException {
        vehicle.server().refuse(LogicalAddress.of(0x1000), DiagnosticNackCode.TARGET_UNREACHABLE);

        try (TesterConnection connection =
                TesterConnection.open(vehicle.tcpAddress(), LogicalAddress.of(0x0E80), TIMEOUT)) {
            assertThatThrownBy(() -> connection.request(LogicalAddress.of(0x1000), Bytes.hex("3E 00")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("0x06");
        }
        assertThatThrownBy(() -> TesterConnection.open(vehicle.tcpAddress(), LogicalAddress.of(0x1000), TIMEOUT))
                .hasMessageContaining("0x00");
    }
}
