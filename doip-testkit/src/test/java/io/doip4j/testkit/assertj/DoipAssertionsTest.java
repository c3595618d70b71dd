package io.doip4j.testkit.assertj;

import static io.doip4j.testkit.assertj.DoipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.core.message.GenericNack;
import io.doip4j.core.message.GenericNackCode;
import io.doip4j.core.message.RoutingActivationResponse;
import io.doip4j.testkit.DoipServerHandle;
import io.doip4j.testkit.DoipServerTest;
import io.doip4j.testkit.DoipTester;
import io.doip4j.uds.UdsResponse;
import io.doip4j.vehicle.trace.Trace;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DoipAssertionsTest {
    private static final UdsResponse POSITIVE = UdsResponse.read(Bytes.hex("62 F1 90 41"));
    private static final UdsResponse NEGATIVE = UdsResponse.read(Bytes.hex("7F 22 31"));
    private static final DiagnosticMessage REQUEST =
            new DiagnosticMessage(LogicalAddress.of(0x0E80), LogicalAddress.of(0x1000), Bytes.hex("3E 00"));
    private static final Trace EMPTY = Trace.create();

    @Test
    @DoipServerTest
    void passWhenTheyHold(DoipTester tester, DoipServerHandle server) {
        assertThat(tester.activateRouting(0x0E80)).isActivated().isActivation(0x10);
        assertThat(tester.request("22 F1 86"))
                .isPositive()
                .hasData("F1 86 01")
                .isHex("62 F1 86 01")
                .startsWith("62")
                .hasLength(4)
                .asResponse()
                .isFor(0x22);
        assertThat(tester.request("22 FF FF")).isNegative(0x31).asResponse().isNegative();
        tester.send(REQUEST);
        assertThat(tester.receive()).isAck();
        assertThat(tester.receive()).isDiagnostic(0x1000, 0x0E80).isPositive();
        assertThat(REQUEST.nack(DiagnosticNackCode.UNKNOWN_TARGET_ADDRESS, 0)).isNack(0x03);
        assertThat(new GenericNack(GenericNackCode.INCORRECT_PATTERN)).isHeaderNack(0x00);
        assertThat(POSITIVE).isPositive().hasData(Bytes.hex("F1 90 41"));
        assertThat(server.trace())
                .contains("22 F1 86")
                .containsInOrder("RoutingActivationRequest", "22 F1 86", "7F 22 31", "3E 00")
                .doesNotContain("2E F1 90");
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                failing(
                        () -> assertThat(POSITIVE).isNegative(),
                        "expected a negative response, but it is positive: 62"),
                failing(
                        () -> assertThat(NEGATIVE).isPositive(),
                        "expected a positive response, but it is negative with NRC"),
                failing(() -> assertThat(NEGATIVE).isNegative(0x33), "31"),
                failing(() -> assertThat(POSITIVE).isNegative(0x33), "positive: 62 F1 90 41"),
                failing(() -> assertThat(POSITIVE).isFor(0x2E), "expected a response to service 0x2E"),
                failing(() -> assertThat(POSITIVE).hasData("F1 90 42"), "with data F1 90 42, but it is positive"),
                failing(() -> assertThat(NEGATIVE).hasData("F1 90"), "NRC"),
                failing(() -> assertThat(Bytes.hex("22 F1 90")).as("answer").isPositive(), "expected a UDS response"),
                failing(() -> assertThat(Bytes.hex("62")).as("the answer").isNegative(0x31), "[the answer]"),
                failing(() -> assertThat(Bytes.hex("62")).startsWith("63"), "begin with 63, but they are 62"),
                failing(() -> assertThat(Bytes.hex("62")).hasLength(2), "expected 2 bytes, but there are 1: 62"),
                failing(() -> assertThat(Bytes.hex("62")).isHex("63"), "63"),
                failing(
                        () -> assertThat(REQUEST).isAck(),
                        "expected a positive acknowledge, but it is DiagnosticMessage"),
                failing(() -> assertThat(REQUEST).isNack(0x03), "a negative acknowledge with code 0x03"),
                failing(() -> assertThat(REQUEST).isHeaderNack(0x03), "a generic header negative acknowledge"),
                failing(() -> assertThat(REQUEST).isActivated(), "a routing activation response with code 0x10"),
                failing(() -> assertThat(REQUEST).isDiagnostic(0x1000, 0x0E80), "from 0x1000 to 0x0E80"),
                failing(() -> assertThat((RoutingActivationResponse) null).isActivated(), "null"),
                failing(() -> assertThat(EMPTY).contains("22"), "no \"22\" where it should be"));
    }

    private static Arguments failing(ThrowingCallable assertion, String message) {
        return Arguments.of(assertion, message);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failWithWhatWasExpectedAndWhatThereIs(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageContaining(message);
    }

    @Test
    @DoipServerTest
    void anOrderIsAnOrder(DoipTester tester, Trace trace) {
        tester.activateRouting(0x0E80);
        tester.request("3E 00");
        assertThatThrownBy(() -> assertThat(trace).containsInOrder("3E 00", "RoutingActivationRequest"))
                .hasMessageContaining("no \"RoutingActivationRequest\" where it should be");
        assertThatThrownBy(() -> assertThat(trace).doesNotContain("3E 00")).hasMessageContaining("without \"3E 00\"");
    }
}
