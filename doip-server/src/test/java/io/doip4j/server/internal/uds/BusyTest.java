package io.doip4j.server.internal.uds;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.Addressing;
import io.doip4j.uds.spi.ServiceDescriptor;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** One request at a time: while it is processed others are told to come back (NRC 0x21). */
class BusyTest {
    private final TestEcu ecu = new TestEcu(
            TestService.blocking(
                    ServiceDescriptor.of(0x31), (request, exchange) -> request.positiveResponse(request.data())),
            TestService.echo(ServiceDescriptor.of(0x22)));

    @Test
    void otherRequestIsToldToComeBackPhysicalOrFunctional() {
        ecu.physical("31 01");
        ecu.physical("22 F1 90").functional("22 F1 90").functional("3E 00").physical("3E 80");

        assertThat(ecu.take()).containsExactly("7F 22 21", "7F 22 21", "7F 3E 21", "7F 3E 21");
        ecu.runPool();
        assertThat(ecu.take()).containsExactly("71 01");
    }

    @Test
    void functionalTesterPresentWithoutAnswerIsSwallowed() {
        ecu.physical("31 01").functional("3E 80");

        assertThat(ecu.take()).isEmpty();
        ecu.runPool();
        assertThat(ecu.take()).containsExactly("71 01");
    }

    @Test
    void unknownServiceIsToldToComeBackToo() {
        ecu.physical("31 01").physical("23 01");

        assertThat(ecu.take()).containsExactly("7F 23 21");
    }

    @Test
    void responsesAreIgnoredAlsoWhileBusy() {
        ecu.physical("31 01").physical("7F 22 31").functional("50 03");

        assertThat(ecu.take()).isEmpty();
    }

    @Test
    void refusedRequestIsNotQueued() {
        ecu.physical("31 01").physical("31 02").runPool();

        assertThat(ecu.pool).isEmpty();
        assertThat(ecu.take()).containsExactly("7F 31 21", "71 01");
    }

    @Test
    void nextRequestIsTakenAsSoonAsTheAnswerIsSent() {
        boolean[] sent = {false};
        ecu.channel.onReply = () -> {
            if (!sent[0]) {
                sent[0] = true;
                ecu.deliverWithin("22 F1 90", TestEcu.ADDRESS, Addressing.PHYSICAL);
            }
        };
        ecu.physical("31 01").runPool();

        assertThat(ecu.take()).containsExactly("71 01", "62 F1 90");
    }

    @Test
    void nextRequestIsTakenBeforeTheAnswerHasLeft() {
        ecu.channel.hold();
        ecu.physical("22 01").physical("22 02");

        assertThat(ecu.take()).containsExactly("62 01", "62 02");
    }

    @Test
    void fullPoolMeansBusyPhysicalOrFunctional() {
        ecu.poolFull = true;
        ecu.physical("31 01").functional("31 01");
        assertThat(ecu.take()).containsExactly("7F 31 21", "7F 31 21");
        ecu.after(20_000);
        assertThat(ecu.take()).isEmpty();

        ecu.poolFull = false;
        ecu.physical("31 01").runPool();
        assertThat(ecu.take()).containsExactly("71 01");
    }

    @Test
    void requestWithoutResponseEndsToo() {
        CompletableFuture<UdsResult> stage = new CompletableFuture<>();
        TestEcu silent = new TestEcu(
                TestService.inline(ServiceDescriptor.of(0x22), (request, exchange) -> UdsResult.noResponse()),
                TestService.inline(ServiceDescriptor.of(0x23), (request, exchange) -> UdsResult.pending(stage)));
        silent.physical("22 01").physical("23 01");
        stage.complete(UdsResult.noResponse());
        silent.physical("3E 00");

        assertThat(silent.take()).containsExactly("7E 00");
    }
}
