package io.doip4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DoipServerBuilderTest {
    private static Arguments wrong(String message, Consumer<DoipServerBuilder> call) {
        return arguments(message, call);
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                wrong("port is -1, allowed is 0..65535", builder -> builder.port(-1)),
                wrong("port is 65536, allowed is 0..65535", builder -> builder.port(65536)),
                wrong("maximum number of sockets is 0, allowed is 1..65535", builder -> builder.maxSockets(0)),
                wrong("maximum data size is 10, allowed is 17..", builder -> builder.maxDataSize(10)),
                wrong("acknowledge repeats is -1", builder -> builder.ackEchoBytes(-1)),
                wrong("receive buffer is 0", builder -> builder.receiveBuffer(0)),
                wrong("handler threads is 0, allowed is 1..1024", builder -> builder.handlerThreads(0)),
                wrong("initial inactivity time is PT0S", builder -> builder.initialInactivity(Duration.ZERO)),
                wrong("general inactivity time is PT-1S", builder -> builder.generalInactivity(Duration.ofSeconds(-1))),
                wrong("alive check time is PT0S", builder -> builder.aliveCheck(Duration.ZERO)),
                wrong("identification delay is PT-1S", builder -> builder.identificationDelay(Duration.ofSeconds(-1))),
                wrong("UDP answers per second is -1", builder -> builder.udpAnswersPerSecond(-1)),
                wrong("UDP answers per second is 1000001", builder -> builder.udpAnswersPerSecond(1_000_001)),
                wrong("interface polling time is PT0S", builder -> builder.interfacePolling(Duration.ZERO)),
                wrong("0xFF", builder -> builder.protocolVersion(ProtocolVersion.WILDCARD)),
                wrong("0xFF", builder -> builder.acceptVersions(ProtocolVersion.ISO_2019, ProtocolVersion.WILDCARD)),
                wrong("address", builder -> builder.logicalAddress(0x10000)),
                wrong("VIN", builder -> builder.vin("TOO SHORT")),
                wrong("\"no such host.invalid\"", builder -> builder.bind("no such host.invalid")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongValues")
    void wrongValueIsRefusedWithAMessageThatSaysWhat(String message, Consumer<DoipServerBuilder> call) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> call.accept(DoipServer.builder()))
                .withMessageContaining(message);
    }

    @Test
    void defaultsAreThoseOfTheDesign() {
        DoipServer server = DoipServer.builder().build();

        assertThat(server.logicalAddress()).isEqualTo(LogicalAddress.of(0x1000));
        DoipServerSettings settings = new DoipServerSettings(DoipServer.builder());
        assertThat(settings.port()).isEqualTo(13400);
        assertThat(settings.bindAddresses())
                .singleElement()
                .satisfies(address -> assertThat(address.isLoopbackAddress()).isTrue());
        assertThat(settings.announcements().count()).isZero();
        assertThat(settings.entity().limits().maxSockets()).isEqualTo(16);
        assertThat(settings.entity().limits().maxDataSize()).isEqualTo(2_000_000);
        assertThat(settings.entity().limits().maxDataSizeBeforeActivation()).isEqualTo(4096);
        assertThat(settings.entity().versions())
                .containsExactlyInAnyOrder(ProtocolVersion.ISO_2012, ProtocolVersion.ISO_2019);
        assertThat(settings.entity().timing().initialInactivity()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.entity().timing().generalInactivity()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.entity().timing().aliveCheck()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.handlerThreads()).isEqualTo(64);
        assertThat(settings.network().interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.network().targets()).isEmpty();
        assertThat(settings.network().subnets()).isFalse();
    }

    @Test
    void knownTestersAreTheRangeOfTestEquipment() {
        DoipServerSettings settings = new DoipServerSettings(DoipServer.builder());

        assertThat(settings.entity().knownTesters().test(0x0DFF)).isFalse();
        assertThat(settings.entity().knownTesters().test(0x0E00)).isTrue();
        assertThat(settings.entity().knownTesters().test(0x0FFF)).isTrue();
        assertThat(settings.entity().knownTesters().test(0x1000)).isFalse();
    }

    @Test
    void anyTesterIsEveryAddressButTheOwnTargets() {
        DoipServerSettings settings =
                new DoipServerSettings(DoipServer.builder().anyTester());

        assertThat(settings.entity().knownTesters().test(0x0001)).isTrue();
        assertThat(settings.entity().knownTesters().test(0x1000)).isFalse();
    }

    @Test
    void announcesByDefaultUnlessBoundToLoopbackOnly() {
        assertThat(new DoipServerSettings(DoipServer.builder().bind("0.0.0.0"))
                        .announcements()
                        .count())
                .isEqualTo(3);
        assertThat(new DoipServerSettings(DoipServer.builder().bind("::1").announce(true))
                        .announcements()
                        .count())
                .isEqualTo(3);
        assertThat(new DoipServerSettings(DoipServer.builder().bind("0.0.0.0").announce(false))
                        .announcements()
                        .count())
                .isZero();
    }
}
