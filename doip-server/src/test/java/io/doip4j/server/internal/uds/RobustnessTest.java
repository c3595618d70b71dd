package io.doip4j.server.internal.uds;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.uds.NegativeResponse;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.ecu.InMemoryCommunication;
import io.doip4j.uds.spi.ResetType;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Subscription;
import io.doip4j.uds.spi.UdsExchange;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Plugins that fail or do the unusual harm only themselves: the ECU answers the next request. */
class RobustnessTest {
    private final CompletableFuture<UdsResult> stage = new CompletableFuture<>();
    private final List<UdsExchange> exchanges = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final TestEcu ecu = new TestEcu(
            definition -> definition.p4(Duration.ofSeconds(2)),
            TestService.inline(ServiceDescriptor.of(0x86), (request, exchange) -> {
                exchanges.add(exchange);
                return request.positiveResponse(Bytes.EMPTY);
            }),
            TestService.inline(ServiceDescriptor.of(0x2E), (request, exchange) -> UdsResult.pending(stage)),
            TestService.inline(ServiceDescriptor.of(0x11), (request, exchange) -> {
                exchange.afterSend(() -> events.add("after send"));
                exchange.reset(ResetType.HARD);
                return request.positiveResponse(Bytes.EMPTY);
            }),
            TestService.inline(
                    ServiceDescriptor.of(0xBA),
                    (request, exchange) -> UdsResult.pending(exchange.dispatch(new UdsRequest(request.data()), false)
                            .thenApply(inner -> request.positiveResponse(
                                    inner.map(UdsResponse::message).orElse(Bytes.EMPTY))))),
            TestService.inline(
                    ServiceDescriptor.of(0xBB),
                    (request, exchange) -> new NegativeResponse(0x22, Nrc.CONDITIONS_NOT_CORRECT)),
            TestService.inline(
                    ServiceDescriptor.of(0xBC), (request, exchange) -> request.negativeResponse(Nrc.RESPONSE_PENDING)),
            TestService.blocking(
                    ServiceDescriptor.of(0x31), (request, exchange) -> request.positiveResponse(request.data())));

    private Subscription subscription() {
        ecu.physical("86").take();
        return exchanges.get(exchanges.size() - 1).subscribe();
    }

    private void isAlive() {
        ecu.take();
        assertThat(ecu.physical("3E 00").take()).containsExactly("7E 00");
    }

    @Test
    void errorInACheckIsAnsweredAndForgotten() {
        TestEcu broken = new TestEcu(definition -> definition.manufacturerCheck((request, exchange) -> {
            if (request.length() > 2) {
                throw new AssertionError("broken");
            }
            return null;
        }));

        assertThat(broken.physical("3E 00 00").take()).containsExactly("7F 3E 10");
        assertThat(broken.physical("3E 00").take()).containsExactly("7E 00");
    }

    @Test
    void evenLevelCannotBeUnlocked() {
        TestEcu wrong = new TestEcu(TestService.inline(ServiceDescriptor.of(0x27), (request, exchange) -> {
            exchange.unlock(2);
            return request.positiveResponse(Bytes.EMPTY);
        }));

        assertThat(wrong.physical("27").take()).containsExactly("7F 27 10");
        assertThat(wrong.physical("3E 00").take()).containsExactly("7E 00");
    }

    @Test
    void requestOfAServiceThatNeverEndsIsGivenUpAfterP4() {
        CompletableFuture<Optional<UdsResponse>> response =
                subscription().dispatch(new UdsRequest(Bytes.hex("2E 01"))).toCompletableFuture();
        assertThat(ecu.physical("3E 00").take()).containsExactly("7E 00");

        ecu.after(2_000);

        assertThat(response)
                .isCompletedWithValueMatching(
                        result -> result.orElseThrow().message().equals(Bytes.hex("7F 2E 10")));
        isAlive();
    }

    @Test
    void whoIsGivenUpIsInterruptedAndNobodyElse() {
        List<Boolean> interrupted = new ArrayList<>();
        TestEcu two = new TestEcu(
                definition -> definition.p4(Duration.ofSeconds(2)),
                TestService.inline(ServiceDescriptor.of(0x86), (request, exchange) -> {
                    exchange.subscribe().dispatch(new UdsRequest(Bytes.hex("2E 01")));
                    return request.positiveResponse(Bytes.EMPTY);
                }),
                TestService.inline(ServiceDescriptor.of(0x2E), (request, exchange) -> UdsResult.pending(stage)),
                TestService.blocking(ServiceDescriptor.of(0x31), (request, exchange) -> {
                    interrupted.add(Thread.currentThread().isInterrupted());
                    return request.positiveResponse(request.data());
                }));

        two.physical("86").after(1_000).physical("31 01").after(1_500).runPool();

        assertThat(interrupted).containsExactly(false);
        assertThat(two.take()).contains("71 01");
    }

    @Test
    void requestsOfServicesAreHandledOneByOneAndAfterTheAnswer() {
        Subscription way = subscription();
        ecu.ecu
                .context()
                .sessions()
                .onTransition((from, to, cause) -> way.dispatch(new UdsRequest(Bytes.hex("3E 00")))
                        .thenRun(() -> events.add("handled in " + ecu.session())));

        ecu.channel.onReply = () -> events.add("answer");
        ecu.physical("10 03");

        assertThat(events).containsExactly("answer", "handled in " + Session.EXTENDED);
    }

    @Test
    void requestOfAServiceHasTheRightsOfTheMomentWhenItIsHandled() {
        Subscription way = subscription();
        ecu.physical("10 03").physical("2E 01");
        CompletableFuture<Optional<UdsResponse>> response =
                way.dispatch(new UdsRequest(Bytes.hex("10 03"))).toCompletableFuture();
        ecu.channel.end();

        stage.complete(UdsResult.noResponse());

        assertThat(response).isCompletedExceptionally();
        TestChannel other = new TestChannel(ecu.time, 8);
        ecu.physicalFrom(0x0E80, other, "3E 00");
        assertThat(other.replies).hasSize(1);
    }

    @Test
    void requestsInsideEachOtherAreNotWithoutEnd() {
        assertThat(ecu.physical("BA BA BA 3E 00").take()).containsExactly("FA FA FA 7E 00");
        assertThat(ecu.physical("BA BA BA BA BA BA BA 3E 00").take()).containsExactly("FA FA FA FA FA 7F BA 10");
        isAlive();
    }

    @Test
    void requestInsideAnAnsweredOneIsRefused() {
        subscription();

        assertThat(exchanges.get(0).dispatch(new UdsRequest(Bytes.hex("10 03")), false))
                .isCompletedExceptionally();
        assertThat(ecu.session()).isEqualTo(Session.DEFAULT);
    }

    @Test
    void requestInsideHearsThatTheConnectionIsGone() {
        List<UdsExchange> inner = new ArrayList<>();
        TestEcu nested = new TestEcu(
                TestService.inline(
                        ServiceDescriptor.of(0xBA),
                        (request, exchange) ->
                                UdsResult.pending(exchange.dispatch(new UdsRequest(request.data()), false)
                                        .thenApply(result -> request.positiveResponse(Bytes.EMPTY)))),
                TestService.inline(ServiceDescriptor.of(0x2E), (request, exchange) -> {
                    inner.add(exchange);
                    return UdsResult.pending(stage);
                }));
        nested.physical("BA 2E 01");
        assertThat(inner.get(0).isCancelled()).isFalse();

        nested.channel.end();

        assertThat(inner.get(0).isCancelled()).isTrue();
    }

    @Test
    void answersThatAreNoneAreFaults() {
        assertThat(ecu.physical("BB").take()).containsExactly("7F BB 10");
        assertThat(ecu.physical("BC").take()).containsExactly("7F BC 10");
        assertThat(ecu.failures).hasSize(2);
    }

    @Test
    void sessionDoesNotEndWhileAServiceRunsThatDoesNotGiveUp() {
        ecu.physical("10 03").physical("31 01").after(2_000).take();
        for (int i = 0; i < 5; i++) {
            ecu.after(2_000).functional("3E 80");
        }
        assertThat(ecu.session()).isEqualTo(Session.EXTENDED);

        ecu.runPool().after(4_900);
        assertThat(ecu.session()).isEqualTo(Session.EXTENDED);
        ecu.after(5_000);
        assertThat(ecu.session()).isEqualTo(Session.DEFAULT);
    }

    @Test
    void resetComesAfterWhatTheServiceWantedDone() {
        ecu.ecu.context().sessions().onTransition((from, to, cause) -> events.add("reset"));

        ecu.physical("11");

        assertThat(events).containsExactly("after send", "reset");
    }

    @Test
    void requestOfAServiceThatIsMadeByTheResetWaitsUntilTheEcuIsUp() {
        Subscription way = subscription();
        ecu.ecu
                .context()
                .sessions()
                .onTransition((from, to, cause) -> way.dispatch(new UdsRequest(Bytes.hex("3E 00")))
                        .thenAccept(result ->
                                events.add(result.orElseThrow().message().toHex())));

        ecu.physical("11");

        assertThat(events).containsExactly("after send", "7E 00");
    }

    @Test
    void errorInAListenerDoesNotKeepTheEcuFromBooting() {
        ecu.ecu.context().sessions().onTransition((from, to, cause) -> {
            throw new AssertionError("broken");
        });

        ecu.physical("11");

        isAlive();
        assertFailure(RobustnessTest.class);
    }

    /** Whoever listens to the server hears of it. */
    private void assertFailure(Class<?> extension) {
        assertThat(ecu.failures)
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure).startsWith(extension.getName()).endsWith("broken"));
    }

    @Test
    void errorInAListenerOfSecurityIsForgotten() {
        List<Integer> heard = new ArrayList<>();
        ecu.ecu.context().security().onChange((level, roles) -> {
            throw new AssertionError("broken");
        });
        ecu.ecu.context().security().onChange((level, roles) -> heard.add(level));

        ecu.ecu.security().unlock(1, new Tester(LogicalAddress.of(0x0E80), ProtocolVersion.ISO_2019, ecu.channel));

        assertThat(heard).containsExactly(1);
        assertFailure(RobustnessTest.class);
    }

    @Test
    void errorInWhatAServiceScheduledIsForgotten() {
        ecu.ecu.context().scheduler().schedule(Duration.ofMillis(5), () -> {
            throw new AssertionError("broken");
        });

        ecu.after(5);

        isAlive();
        assertFailure(RobustnessTest.class);
    }

    @Test
    void failingListenerOfCommunicationDoesNotKeepTheRestFromBeingRestored() {
        ecu.physical("10 03");
        ecu.ecu.context().dtcs().updatesEnabled(false);
        ecu.ecu.context().communication().onChange(() -> {
            throw new IllegalStateException("broken");
        });

        ecu.physical("10 01");

        assertThat(ecu.ecu.context().dtcs().updatesEnabled()).isTrue();
        assertFailure(InMemoryCommunication.class);
    }

    @Test
    void timesWithoutEndAreTaken() {
        Duration forever = ChronoUnit.FOREVER.getDuration();
        TestEcu patient = new TestEcu(
                definition -> definition.p4(forever).s3(forever),
                TestService.inline(ServiceDescriptor.of(0x2E), (request, exchange) -> UdsResult.pending(stage)));

        patient.physical("10 03").physical("2E 01").after(1_000_000);

        assertThat(patient.session()).isEqualTo(Session.EXTENDED);
        assertThat(patient.take()).contains("7F 2E 78").doesNotContain("7F 2E 10");
    }

    @Test
    void p4BelowP2EndsARequestInTime() {
        TestEcu strict = new TestEcu(
                definition -> definition.p4(Duration.ofMillis(20)),
                TestService.inline(ServiceDescriptor.of(0x2E), (request, exchange) -> UdsResult.pending(stage)));

        strict.physical("2E 01").after(20);

        assertThat(strict.takeTimed()).containsExactly("7F 2E 10 @20");
    }

    @Test
    void whatWaitsAtTheEndOfTheServerIsAbandoned() {
        Subscription way = subscription();
        ecu.physical("2E 01");
        CompletableFuture<Optional<UdsResponse>> response =
                way.dispatch(new UdsRequest(Bytes.hex("3E 00"))).toCompletableFuture();

        ecu.ecu.close();

        assertThat(response).isCompletedExceptionally();
    }
}
