package io.doip4j.server.internal.uds;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.Cancellable;
import io.doip4j.uds.spi.PeriodicFormat;
import io.doip4j.uds.spi.ResetType;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What services send by themselves, and requests that no message carried. */
class SubscriptionTest {
    private final CompletableFuture<UdsResult> stage = new CompletableFuture<>();
    private final List<String> closed = new ArrayList<>();
    private @Nullable Subscription subscription;
    private PeriodicFormat format = PeriodicFormat.WITH_SERVICE_ID;

    private TestEcu ecu() {
        return new TestEcu(
                definition -> definition.periodicFormat(format),
                TestService.inline(ServiceDescriptor.of(0x86), (request, exchange) -> {
                    subscription = exchange.subscribe();
                    return request.positiveResponse(Bytes.EMPTY);
                }),
                TestService.inline(
                        ServiceDescriptor.of(0x84),
                        (request, exchange) -> UdsResult.pending(exchange.dispatch(new UdsRequest(request.data()), true)
                                .thenApply(inner -> request.positiveResponse(
                                        inner.map(UdsResponse::message).orElse(Bytes.EMPTY))))),
                TestService.inline(ServiceDescriptor.of(0x11), (request, exchange) -> {
                    exchange.reset(ResetType.HARD);
                    return request.positiveResponse(Bytes.EMPTY);
                }),
                TestService.inline(ServiceDescriptor.of(0x27), (request, exchange) -> {
                    exchange.unlock(request.message().u8(1));
                    exchange.authenticate(Set.of("workshop"));
                    return request.positiveResponse(Bytes.EMPTY);
                }),
                TestService.inline(ServiceDescriptor.of(0x2E), (request, exchange) -> UdsResult.pending(stage)),
                TestService.blocking(
                        ServiceDescriptor.of(0x31), (request, exchange) -> request.positiveResponse(request.data())),
                TestService.echo(ServiceDescriptor.of(0x24).access(Access.secured())),
                TestService.echo(ServiceDescriptor.of(0x2F).sessions(Sessions.nonDefault())),
                TestService.echo(ServiceDescriptor.of(0x22)));
    }

    private Subscription subscribed(TestEcu ecu) {
        ecu.physical("86").take();
        return Objects.requireNonNull(subscription);
    }

    private static String hex(CompletionStage<Optional<UdsResponse>> response) {
        CompletableFuture<Optional<UdsResponse>> future = response.toCompletableFuture();
        return future.isDone() ? future.join().map(one -> one.message().toHex()).orElse("-") : "...";
    }

    @Test
    void sendsFromTheEcuToTheTester() {
        TestEcu ecu = ecu();

        assertThat(subscribed(ecu).send(new UdsRequest(Bytes.hex("22 F1 90")).positiveResponse(0xF1, 0x90)))
                .isTrue();

        assertThat(ecu.channel.replies).singleElement().satisfies(reply -> {
            assertThat(reply.source().value()).isEqualTo(TestEcu.ADDRESS);
            assertThat(reply.target().value()).isEqualTo(0x0E80);
            assertThat(reply.userData().toHex()).isEqualTo("62 F1 90");
        });
    }

    @Test
    void dropsWhatTheTesterCannotTake() {
        TestEcu ecu = ecu();
        Subscription way = subscribed(ecu);
        ecu.channel.congested = true;
        assertThat(way.sendPeriodic(1, Bytes.of(7))).isFalse();

        ecu.channel.congested = false;
        assertThat(way.sendPeriodic(1, Bytes.of(7))).isTrue();
        ecu.channel.end();
        assertThat(way.sendPeriodic(1, Bytes.of(7))).isFalse();

        assertThat(ecu.take()).containsExactly("6A 01 07");
        assertThat(way.connection().isOpen()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"WITH_SERVICE_ID, 6A 01 07 08, ''", "WITHOUT_SERVICE_ID, 01 07 08, ''", "PERIODIC_MESSAGE, '', 01 07 08"
    })
    void periodicDataHaveTheFormOfTheEcu(PeriodicFormat chosen, String diagnostic, String periodic) {
        format = chosen;
        TestEcu ecu = ecu();

        subscribed(ecu).sendPeriodic(1, Bytes.of(7, 8));

        assertThat(String.join(",", ecu.take())).isEqualTo(diagnostic);
        assertThat(String.join(",", ecu.channel.periodic)).isEqualTo(periodic);
    }

    @Test
    void endOfTheConnectionIsHeardOnce() {
        TestEcu ecu = ecu();
        Subscription way = subscribed(ecu);
        way.connection().onClose(() -> closed.add("heard"));
        Cancellable takenBack = way.connection().onClose(() -> closed.add("taken back"));
        takenBack.cancel();

        ecu.channel.end();

        assertThat(closed).containsExactly("heard");
        way.connection().onClose(() -> closed.add("late"));
        assertThat(closed).containsExactly("heard", "late");
    }

    @Test
    void requestOfAServiceIsHandledAndNotSent() {
        TestEcu ecu = ecu();
        Subscription way = subscribed(ecu);

        assertThat(hex(way.dispatch(new UdsRequest(Bytes.hex("22 F1 90"))))).isEqualTo("62 F1 90");
        assertThat(hex(way.dispatch(new UdsRequest(Bytes.hex("3E 80"))))).isEqualTo("7E 00");
        assertThat(hex(way.dispatch(new UdsRequest(Bytes.hex("2F 01"))))).isEqualTo("7F 2F 7F");
        assertThat(hex(way.dispatch(new UdsRequest(Bytes.hex("99"))))).isEqualTo("7F 99 11");
        assertThat(hex(way.dispatch(new UdsRequest(Bytes.hex("24"))))).isEqualTo("7F 24 38");
        assertThat(ecu.take()).isEmpty();
    }

    @Test
    void requestOfAServiceWaitsUntilTheEcuIsIdle() {
        TestEcu ecu = ecu();
        Subscription way = subscribed(ecu);
        ecu.physical("2E 01");

        CompletionStage<Optional<UdsResponse>> response = way.dispatch(new UdsRequest(Bytes.hex("22 F1 90")));
        assertThat(hex(response)).isEqualTo("...");
        stage.complete(UdsResult.noResponse());

        assertThat(hex(response)).isEqualTo("62 F1 90");
    }

    @Test
    void requestOfAServiceWaitsForTheHandlerPool() {
        TestEcu ecu = ecu();
        Subscription way = subscribed(ecu);
        ecu.physical("31 01");

        CompletionStage<Optional<UdsResponse>> response = way.dispatch(new UdsRequest(Bytes.hex("22 F1 90")));
        assertThat(hex(response)).isEqualTo("...");
        ecu.runPool();

        assertThat(hex(response)).isEqualTo("62 F1 90");
        assertThat(ecu.take()).containsExactly("71 01");
    }

    @Test
    void requestThatAwaitsItsAnswerKeepsNoOtherBack() {
        TestEcu ecu = ecu();
        Subscription way = subscribed(ecu);
        CompletionStage<Optional<UdsResponse>> slow = way.dispatch(new UdsRequest(Bytes.hex("2E 01")));

        assertThat(hex(way.dispatch(new UdsRequest(Bytes.hex("22 F1 90"))))).isEqualTo("62 F1 90");

        assertThat(hex(slow)).isEqualTo("...");
        stage.complete(UdsResult.noResponse());
        assertThat(hex(slow)).isEqualTo("-");
    }

    @Test
    void onlyEightRequestsAwaitTheirAnswers() {
        TestEcu ecu = ecu();
        Subscription way = subscribed(ecu);
        for (int i = 0; i < 8; i++) {
            way.dispatch(new UdsRequest(Bytes.hex("2E 01")));
        }

        CompletionStage<Optional<UdsResponse>> ninth = way.dispatch(new UdsRequest(Bytes.hex("22 F1 90")));
        assertThat(hex(ninth)).isEqualTo("...");
        stage.complete(UdsResult.noResponse());

        assertThat(hex(ninth)).isEqualTo("62 F1 90");
    }

    @Test
    void requestsOfServicesDoNotPileUp() {
        TestEcu ecu = ecu();
        Subscription way = subscribed(ecu);
        ecu.physical("2E 01");

        List<CompletionStage<Optional<UdsResponse>>> responses = new ArrayList<>();
        for (int i = 0; i < 65; i++) {
            responses.add(way.dispatch(new UdsRequest(Bytes.of(0x22, i))));
        }
        assertThat(responses.get(64).toCompletableFuture()).isCompletedExceptionally();
        stage.complete(UdsResult.noResponse());

        assertThat(hex(responses.get(0))).isEqualTo("62 00");
        assertThat(hex(responses.get(63))).isEqualTo("62 3F");
    }

    @Test
    void requestOfAServiceDoesNotProlongTheSession() {
        TestEcu ecu = ecu();
        Subscription way = subscribed(ecu);
        ecu.physical("10 03").after(4_000);

        way.dispatch(new UdsRequest(Bytes.hex("22 F1 90")));
        ecu.after(1_100);

        assertThat(ecu.session()).isEqualTo(Session.DEFAULT);
    }

    @Test
    void requestInsideAnotherIsSecured() {
        TestEcu ecu = ecu();

        assertThat(ecu.physical("24").physical("84 24 F1 90").take()).containsExactly("7F 24 38", "C4 64 F1 90");
        assertThat(ecu.physical("84 99").take()).containsExactly("C4 7F 99 11");
        assertThat(ecu.physical("84 3E 80").take()).containsExactly("C4 7E 00");
    }

    @Test
    void whatARequestInsideAsksForIsDoneWithTheAnswer() {
        TestEcu ecu = ecu();

        assertThat(ecu.physical("84 10 03").take()).containsExactly("C4 50 03");
        assertThat(ecu.session()).isEqualTo(Session.EXTENDED);
        assertThat(ecu.physical("84 10 04").take()).containsExactly("C4 7F 10 12");
        assertThat(ecu.session()).isEqualTo(Session.EXTENDED);
        assertThat(ecu.physical("84 11").take()).containsExactly("C4 51");
        assertThat(ecu.session()).isEqualTo(Session.DEFAULT);
        assertThat(ecu.restarted).hasSize(1);
    }

    @Test
    void slowRequestInsideMakesTheTesterWait() {
        TestEcu ecu = ecu();
        ecu.physical("84 31 01").after(100).runPool();

        assertThat(ecu.take()).containsExactly("7F 84 78", "C4 71 01");
    }

    @Test
    void scheduledTasksWaitForTheHandlerPool() {
        TestEcu ecu = ecu();
        List<String> order = new ArrayList<>();
        ecu.ecu.context().scheduler().schedule(Duration.ofMillis(10), () -> {
            order.add("first");
            throw new IllegalStateException("must not stop the second");
        });
        ecu.ecu.context().scheduler().schedule(Duration.ofMillis(10), () -> order.add("second"));

        ecu.physical("31 01").after(20);
        assertThat(order).isEmpty();
        ecu.runPool();

        assertThat(order).containsExactly("first", "second");
    }

    @Test
    void aTaskThatWaitsForTheHandlerPoolCanBeCancelled() {
        TestEcu ecu = ecu();
        List<String> order = new ArrayList<>();
        Cancellable cancelled =
                ecu.ecu.context().scheduler().schedule(Duration.ofMillis(10), () -> order.add("cancelled"));
        ecu.ecu.context().scheduler().schedule(Duration.ofMillis(10), () -> order.add("second"));

        ecu.physical("31 01").after(20);
        cancelled.cancel();
        ecu.runPool();

        assertThat(order).containsExactly("second");
    }

    @Test
    void tellsWhatTheTesterMayDoAtTheMoment() {
        TestEcu ecu = ecu();
        Subscription way = subscribed(ecu);
        assertThat(way.securityLevel()).isZero();
        assertThat(way.roles()).isEmpty();

        ecu.physical("27 05");
        assertThat(way.securityLevel()).isEqualTo(5);
        assertThat(way.roles()).containsExactly("workshop");

        ecu.physicalFrom(0x0E81, new TestChannel(ecu.time, 8), "27 05");
        assertThat(way.securityLevel()).as("now another tester's").isZero();
        assertThat(way.roles()).isEmpty();
    }
}
