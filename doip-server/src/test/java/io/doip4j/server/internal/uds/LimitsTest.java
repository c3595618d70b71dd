package io.doip4j.server.internal.uds;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.ResetType;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsExchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits of one request: its time (P4), the size of its answer, and who still waits for it. */
class LimitsTest {
    private final CompletableFuture<UdsResult> stage = new CompletableFuture<>();
    private final List<UdsExchange> exchanges = new ArrayList<>();
    private final TestEcu ecu = new TestEcu(
            definition -> definition.p4(Duration.ofSeconds(10)).maxResponseLength(8),
            TestService.inline(ServiceDescriptor.of(0x2E), (request, exchange) -> {
                exchanges.add(exchange);
                return UdsResult.pending(stage);
            }),
            TestService.blocking(ServiceDescriptor.of(0x31), (request, exchange) -> {
                exchanges.add(exchange);
                return request.positiveResponse(request.data());
            }),
            TestService.inline(ServiceDescriptor.of(0x22), (request, exchange) -> {
                exchange.changeSession(Session.EXTENDED);
                return request.positiveResponse(Bytes.wrap(new byte[request.length()]));
            }));

    @Test
    void requestEndsWithP4() {
        ecu.physical("2E 01").after(9_999);
        assertThat(ecu.take()).containsOnly("7F 2E 78").hasSize(3);

        ecu.after(1);

        assertThat(ecu.takeTimed()).containsExactly("7F 2E 10 @10000");
        assertThat(exchanges.get(0).isCancelled()).isTrue();
        ecu.after(20_000);
        assertThat(ecu.take()).isEmpty();
    }

    @Test
    void answerAfterP4IsDropped() {
        ecu.physical("2E 01").after(10_000).take();

        stage.complete(UdsResult.noResponse());

        assertThat(ecu.take()).isEmpty();
        assertThat(ecu.physical("3E 00").take()).containsExactly("7E 00");
    }

    @Test
    void ecuIsBusyUntilAServiceThatDoesNotGiveUpHasEnded() {
        ecu.physical("31 01").after(10_000).take();
        assertThat(ecu.physical("3E 00").take()).containsExactly("7F 3E 21");

        ecu.runPool();

        assertThat(ecu.take()).isEmpty();
        assertThat(ecu.physical("3E 00").take()).containsExactly("7E 00");
    }

    @Test
    void serviceThatRunsBeyondP4IsInterrupted() {
        List<Boolean> interrupted = new ArrayList<>();
        TestEcu blocking = new TestEcu(
                definition -> definition.p4(Duration.ofSeconds(1)),
                TestService.blocking(ServiceDescriptor.of(0x31), (request, exchange) -> {
                    interrupted.add(Thread.currentThread().isInterrupted());
                    return request.positiveResponse(request.data());
                }));

        blocking.physical("31 01").after(1_000).runPool();

        assertThat(interrupted).containsExactly(true);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void withoutTimeBeyondP2TheTesterIsNeverAskedToWait() {
        TestEcu strict = new TestEcu(
                definition -> definition.p4(Duration.ofMillis(50)),
                TestService.inline(ServiceDescriptor.of(0x2E), (request, exchange) -> {
                    exchange.sendResponsePending();
                    return UdsResult.pending(stage);
                }));

        strict.physical("2E 01").after(49);

        assertThat(strict.take()).containsExactly("7F 2E 10");
    }

    @ParameterizedTest
    @CsvSource({"4, 62 00 00 00 00", "7, 62 00 00 00 00 00 00 00", "8, 7F 22 14"})
    void longerAnswerThanAllowedIsReplaced(int length, String answer) {
        String request = "22" + " 00".repeat(length - 1);

        assertThat(ecu.physical(request).take()).containsExactly(answer);
        assertThat(ecu.session()).isEqualTo(answer.startsWith("7F") ? Session.DEFAULT : Session.EXTENDED);
    }

    @Test
    void laterAnswerIsLimitedToo() {
        ecu.physical("2E 01").take();

        stage.complete(PositiveResponse.to(0x2E, Bytes.wrap(new byte[8])));

        assertThat(ecu.take()).containsExactly("7F 2E 14");
    }

    @Test
    void serviceHearsThatTheConnectionIsGone() {
        ecu.physical("2E 01");
        assertThat(exchanges.get(0).isCancelled()).isFalse();

        ecu.channel.end();

        assertThat(exchanges.get(0).isCancelled()).isTrue();
    }

    @Test
    void answeredRequestsLeaveNothingAtTheConnection() {
        ecu.physical("31 01").runPool().physical("31 02").runPool();

        assertThat(ecu.channel.onEnd).isEmpty();
    }

    @Test
    void serviceCanTellTheTesterToWaitAtOnceButNotTooOften() {
        ecu.physical("2E 01").after(10);

        exchanges.get(0).sendResponsePending();
        exchanges.get(0).sendResponsePending();
        ecu.after(1_499);
        exchanges.get(0).sendResponsePending();
        assertThat(ecu.takeTimed()).containsExactly("7F 2E 78 @10");
        ecu.after(1);
        exchanges.get(0).sendResponsePending();
        ecu.after(3_999);

        assertThat(ecu.takeTimed()).containsExactly("7F 2E 78 @1510");
        stage.complete(UdsResult.noResponse());
        exchanges.get(0).sendResponsePending();
        assertThat(ecu.takeTimed()).containsExactly("7F 2E 10 @5509");
    }

    @Test
    void ecuHearsNothingWhileItBoots() {
        TestEcu slow = new TestEcu(
                definition -> definition.bootTime(Duration.ofMillis(300)),
                TestService.inline(ServiceDescriptor.of(0x11), (request, exchange) -> {
                    exchange.reset(ResetType.HARD);
                    return request.positiveResponse(Bytes.EMPTY);
                }));

        slow.physical("11").take();

        assertThat(slow.after(299).physical("3E 00").take()).isEmpty();
        assertThat(slow.after(1).physical("3E 00").take()).containsExactly("7E 00");
    }
}
