package io.doip4j.client.internal.protocol;

import static io.doip4j.client.internal.protocol.TestMachine.ECU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.doip4j.client.internal.protocol.TestMachine.Result;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.GenericNackCode;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationResponse;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ISO 13400-2, routing activation, as a tester sees it. */
class ActivationTest {
    private static final String REQUEST = "03 FC 00 05 00 00 00 07 0E 80 00 00 00 00 00";

    private final TestMachine tester = new TestMachine();

    @Test
    void requestAndResponse() {
        Result<RoutingActivationResponse> activation = tester.activate();
        assertThat(tester.take()).containsExactly(REQUEST);

        tester.response(0x10);

        assertThat(activation.value().entity()).isEqualTo(LogicalAddress.of(0x1000));
        assertThat(activation.value().code()).isEqualTo(RoutingActivationCode.ACTIVATED);
        assertThat(tester.time.armed()).isZero();
    }

    @Test
    void requestWithManufacturerData() {
        tester.machine.activate(
                new ActivationParameters(ActivationType.CENTRAL_SECURITY, Bytes.hex("DE AD BE EF")), outcome -> {});

        assertThat(tester.take()).containsExactly("03 FC 00 05 00 00 00 0B 0E 80 E0 00 00 00 00 DE AD BE EF");
    }

    @Test
    @Tag("T114")
    void responseWithManufacturerDataIsDecoded() {
        Result<RoutingActivationResponse> activation = tester.activate();

        tester.receive(0x0006, "0E 80 10 00 10 FF FF FF FF DE AD BE EF");

        assertThat(activation.value().manufacturerData()).isEqualTo(Bytes.hex("DE AD BE EF"));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0F, 0x12, 0xDF, 0xE0, 0xE5, 0xFE, 0xFF
            })
    @Tag("T115")
    void refusalIsToldWithItsRawCode(int code) {
        Result<RoutingActivationResponse> activation = tester.activate();

        tester.response(code);

        assertThat(activation.value().code().value()).isEqualTo(code);
        assertThat(tester.ended).isNull();
    }

    @Test
    void responseForAnotherTesterIsIgnored() {
        Result<RoutingActivationResponse> activation = tester.activate();

        tester.receive(0x0006, "0E 81 10 00 10 00 00 00 00");
        assertThat(activation.isOpen()).isTrue();
        tester.response(0x03);

        assertThat(activation.value().code()).isEqualTo(RoutingActivationCode.SOURCE_ADDRESS_IN_USE);
    }

    @Test
    @Tag("T115")
    void pendingConfirmationIsAskedAgainUntilItIsGiven() {
        Result<RoutingActivationResponse> activation = tester.activate();
        tester.take();

        tester.response(0x11);
        tester.time.advanceMillis(1999);
        assertThat(tester.take()).isEmpty();
        tester.time.advanceMillis(1);
        assertThat(tester.take()).containsExactly(REQUEST);
        assertThat(activation.isOpen()).isTrue();
        tester.response(0x10);

        assertThat(activation.value().code()).isEqualTo(RoutingActivationCode.ACTIVATED);
    }

    @Test
    void pendingConfirmationIsAskedForOnlySoOften() {
        Result<RoutingActivationResponse> activation = tester.activate();
        for (int repetition = 0; repetition < 3; repetition++) {
            tester.response(0x11);
            assertThat(activation.isOpen()).isTrue();
            tester.time.advanceMillis(2000);
        }
        assertThat(tester.take()).hasSize(4);

        tester.response(0x11);

        assertThat(activation.value().code()).isEqualTo(RoutingActivationCode.CONFIRMATION_PENDING);
        tester.time.advanceMillis(10_000);
        assertThat(tester.take()).isEmpty();
    }

    @Test
    void secondResponseToOneRequestIsIgnored() {
        Result<RoutingActivationResponse> activation = tester.activate();
        tester.response(0x11).response(0x10);
        assertThat(activation.isOpen()).isTrue();

        tester.time.advanceMillis(2000);
        tester.response(0x05);

        assertThat(activation.value().code()).isEqualTo(RoutingActivationCode.REJECTED_CONFIRMATION);
    }

    @Test
    void noResponseInTwoSecondsFailsAndEndsTheConnection() {
        Result<RoutingActivationResponse> activation = tester.activate();

        tester.time.advanceMillis(1999);
        assertThat(activation.isOpen()).isTrue();
        tester.time.advanceMillis(1);

        assertThat(activation.failure())
                .isEqualTo(new Failure.Timeout("the routing activation response", Duration.ofSeconds(2)));
        assertThat(tester.ended).isNotNull();
    }

    @Test
    void headerNackFailsTheActivation() {
        Result<RoutingActivationResponse> activation = tester.activate();

        tester.receive(0x0000, "00");

        assertThat(activation.failure()).isEqualTo(new Failure.HeaderNacked(GenericNackCode.INCORRECT_PATTERN));
    }

    @Test
    void oneActivationAtATime() {
        tester.activate();

        assertThatIllegalStateException().isThrownBy(tester::activate).withMessageContaining("wait");
        tester.response(0x10);
        assertThat(tester.activate().isOpen()).isTrue();
    }

    @Test
    void lossFailsTheActivation() {
        Result<RoutingActivationResponse> activation = tester.activate();
        Failure.Ended why = new Failure.Ended("gone", true);

        tester.end(why);

        assertThat(activation.failure()).isEqualTo(why);
        assertThat(tester.activate().failure()).isEqualTo(why);
        assertThat(tester.time.armed()).isZero();
    }

    @Test
    void activationMayBeRepeatedAndMessagesGoOnMeanwhile() {
        tester.activate();
        tester.response(0x10);
        var sending = tester.send(ECU, "3E 00");
        Result<RoutingActivationResponse> again = tester.activate(ActivationType.REGULATORY);

        tester.ack(ECU).response(0x10);

        assertThat(sending.isDone()).isTrue();
        assertThat(again.isDone()).isTrue();
    }
}
