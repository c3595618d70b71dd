package io.doip4j.server.internal.uds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.doip4j.core.Bytes;
import io.doip4j.server.internal.testing.CapturedLog;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import java.io.IOException;
import java.util.ServiceConfigurationError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a service does wrong: the tester gets NRC 0x10, the log names the class, the ECU goes on. */
class FaultyServiceTest {
    private final CapturedLog log = new CapturedLog(ServiceRunner.class);

    @AfterEach
    void stopListening() {
        log.close();
    }

    /** A service with a name of its own, to be found in the log. */
    private record Broken(UdsService fault) implements UdsService {
        @Override
        public UdsResult handle(UdsRequest request, UdsExchange exchange) throws Exception {
            return fault.handle(request, exchange);
        }
    }

    private static UdsService throwing(Throwable fault) {
        return (request, exchange) -> {
            if (fault instanceof Exception exception) {
                throw exception;
            }
            throw (Error) fault;
        };
    }

    private static UdsService pending(UdsResult result) {
        return (request, exchange) -> UdsResult.pending(CompletableFuture.completedFuture(result));
    }

    private static UdsService failing(Throwable fault) {
        return (request, exchange) -> UdsResult.pending(CompletableFuture.failedFuture(fault));
    }

    @SuppressWarnings("NullAway") // what a plugin without null checks may do
    private static UdsResult nothing() {
        return null;
    }

    @SuppressWarnings("NullAway") // what a plugin without null checks may do
    private static UdsResult pendingOnNothing() {
        return UdsResult.pending(null);
    }

    static Stream<Arguments> faults() {
        UdsResult foreign = PositiveResponse.to(0x22, Bytes.EMPTY);
        return Stream.of(
                arguments("throws an unchecked exception", throwing(new IllegalStateException("fault"))),
                arguments("throws a checked exception", throwing(new IOException("fault"))),
                arguments("fails an assertion", throwing(new AssertionError("fault"))),
                arguments("overflows the stack", throwing(new StackOverflowError())),
                arguments("misses a class", throwing(new NoClassDefFoundError("fault"))),
                arguments("throws another error", throwing(new ServiceConfigurationError("fault"))),
                arguments("returns null", (UdsService) (request, exchange) -> nothing()),
                arguments("returns a pending null", (UdsService) (request, exchange) -> pendingOnNothing()),
                arguments("answers for another service", (UdsService) (request, exchange) -> foreign),
                arguments("answers for another service later", pending(foreign)),
                arguments(
                        "says itself that the tester has to wait",
                        throwing(new NegativeResponseException(Nrc.RESPONSE_PENDING))),
                arguments("says so later", failing(new NegativeResponseException(Nrc.RESPONSE_PENDING))),
                arguments("completes with pending", pending(UdsResult.pending(new CompletableFuture<>()))),
                arguments("completes with null", pending(nothing())),
                arguments("fails later", failing(new IllegalStateException("fault"))),
                arguments("fails later, wrapped", failing(new CompletionException(new IOException("fault")))),
                arguments("wants a session that the ECU does not have", (UdsService) (request, exchange) -> {
                    exchange.changeSession(Session.of(0x40));
                    return request.positiveResponse();
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void faultOnTheLoopIsAnsweredWithGeneralReject(String what, UdsService service) {
        check(new TestEcu(TestService.inline(ServiceDescriptor.of(0x31), new Broken(service))), what);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void faultOnThePoolIsAnsweredWithGeneralReject(String what, UdsService service) {
        check(new TestEcu(TestService.blocking(ServiceDescriptor.of(0x31), new Broken(service))), what);
    }

    private void check(TestEcu ecu, String what) {
        ecu.physical("31 01 02");
        if (!ecu.pool.isEmpty()) {
            ecu.runPool();
        }
        assertThat(ecu.take()).as(what).containsExactly("7F 31 10");
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains(Broken.class.getName())
                .contains("31 01 02");

        ecu.after(20_000);
        assertThat(ecu.take()).isEmpty();
        ecu.physical("3E 00");
        assertThat(ecu.take()).containsExactly("7E 00");
    }

    static Stream<UdsService> negativeResponses() {
        NegativeResponseException negative = new NegativeResponseException(Nrc.CONDITIONS_NOT_CORRECT);
        return Stream.of(
                throwing(negative),
                failing(negative),
                failing(new CompletionException(negative)),
                (request, exchange) -> request.negativeResponse(Nrc.CONDITIONS_NOT_CORRECT));
    }

    @ParameterizedTest
    @MethodSource("negativeResponses")
    void negativeResponseIsNoFault(UdsService service) {
        TestEcu ecu = new TestEcu(TestService.inline(ServiceDescriptor.of(0x31), service));
        ecu.physical("31 01");

        assertThat(ecu.take()).containsExactly("7F 31 22");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void serviceThatBlocksTheLoopIsNamedOnce() {
        TestEcu[] slow = new TestEcu[1];
        slow[0] = new TestEcu(TestService.inline(ServiceDescriptor.of(0x31), new Broken((request, exchange) -> {
            slow[0].time.advanceMillis(request.data().u8(0));
            return request.positiveResponse();
        })));
        slow[0].physical("31 14");
        assertThat(log.lines()).isEmpty();

        slow[0].physical("31 15").physical("31 15");
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains(Broken.class.getName())
                .contains("21 ms");
    }

    @Test
    void serviceThatBlocksTheLoopLaterIsFoundToo() {
        TestEcu[] slow = new TestEcu[1];
        slow[0] = new TestEcu(TestService.inline(ServiceDescriptor.of(0x31), new Broken((request, exchange) -> {
            slow[0].time.advanceMillis(request.data().u8(0));
            return request.positiveResponse();
        })));
        for (int i = 0; i < 1_000; i++) {
            slow[0].physical("31 00");
        }

        for (int i = 0; i < 64; i++) {
            slow[0].physical("31 15");
        }
        assertThat(log.lines()).hasSize(1);
    }
}
