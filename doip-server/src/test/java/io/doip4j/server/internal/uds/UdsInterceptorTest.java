package io.doip4j.server.internal.uds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.server.internal.testing.CapturedLog;
import io.doip4j.server.spi.UdsInterceptor.TakenRequest;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.spi.Addressing;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an interceptor can do in the place of an ECU, and what the engine does meanwhile. */
class UdsInterceptorTest {
    private static final Bytes ANSWER = Bytes.hex("62 AA");

    private final CapturedLog log = new CapturedLog(Ecu.class);
    private final CapturedLog failures = new CapturedLog(TakenExchange.class);
    private final List<TakenRequest> taken = new ArrayList<>();
    private final List<UdsRequest> requests = new ArrayList<>();
    private final TestEcu ecu = new TestEcu(TestService.echo(ServiceDescriptor.of(0x22)));

    @AfterEach
    void closeLogs() {
        log.close();
        failures.close();
    }

    /** Takes every request of a service. */
    private void take(int serviceId) {
        ecu.interceptors.add((request, way) -> {
            boolean takes = request.serviceId() == serviceId;
            if (takes) {
                taken.add(way);
                requests.add(request);
            }
            return takes;
        });
    }

    @Test
    void whatIsNotTakenIsHandledByTheEngine() {
        take(0x31);
        ecu.physical("22 F1 90").functional("22 01");

        assertThat(ecu.take()).containsExactly("62 F1 90", "62 01");
        assertThat(taken).isEmpty();
    }

    @Test
    void takenRequestSaysWhereItComesFrom() {
        take(0x22);
        ecu.physical("10 03").take();
        ecu.functional("22 F1 90");

        TakenRequest way = taken.get(0);
        assertThat(requests).containsExactly(new UdsRequest(Bytes.hex("22 F1 90")));
        assertThat(way.ecu()).isEqualTo(LogicalAddress.of(TestEcu.ADDRESS));
        assertThat(way.tester()).isEqualTo(LogicalAddress.of(0x0E80));
        assertThat(way.target()).isEqualTo(LogicalAddress.of(0xE400));
        assertThat(way.addressing()).isEqualTo(Addressing.FUNCTIONAL);
        assertThat(way.session()).isEqualTo(Session.EXTENDED);
        assertThat(way.peer()).isEqualTo(ecu.channel.peer());
        assertThat(way.isEnded()).isFalse();
    }

    @Test
    void onlyWhatIsSentArrivesAsOftenAsItIsSentAlsoAfterTheEnd() {
        take(0x22);
        ecu.physical("22 01");
        assertThat(ecu.take()).isEmpty();
        taken.get(0).send(Bytes.hex("7F 22 78"));
        taken.get(0).send(ANSWER);
        taken.get(0).end();
        taken.get(0).send(Bytes.EMPTY);
        ecu.after(600_000);

        assertThat(ecu.take()).containsExactly("7F 22 78", "62 AA", "");
    }

    @Test
    void ecuIsBusyUntilTheEnd() {
        take(0x22);
        ecu.physical("22 01").physical("3E 00").functional("3E 80").physical("22 02");
        assertThat(ecu.take()).containsExactly("7F 3E 21", "7F 22 21");
        assertThat(taken).hasSize(1);

        taken.get(0).end();
        assertThat(taken.get(0).isEnded()).isTrue();
        ecu.physical("3E 00");
        assertThat(ecu.take()).containsExactly("7E 00");
    }

    @Test
    void endMayBeWaitedFor() {
        take(0x22);
        ecu.physical("22 01");
        taken.get(0).endNow();
        taken.get(0).endNow();

        assertThat(taken.get(0).isEnded()).isTrue();
        assertThat(ecu.physical("3E 00").take()).containsExactly("7E 00");
    }

    @Test
    void secondEndDoesNotEndTheNextRequest() {
        take(0x22);
        ecu.physical("22 01");
        taken.get(0).end();
        ecu.physical("22 02");
        taken.get(0).end();
        ecu.physical("3E 00");

        assertThat(ecu.take()).containsExactly("7F 3E 21");
    }

    @Test
    void requestMayEndAtOnce() {
        ecu.interceptors.add((request, way) -> {
            way.send(ANSWER);
            way.end();
            return true;
        });

        assertThat(ecu.physical("22 01").physical("22 02").take()).containsExactly("62 AA", "62 AA");
    }

    @Test
    void endedRequestIsNotHandledByTheEngineWhateverIsReturned() {
        ecu.interceptors.add((request, way) -> {
            way.end();
            return false;
        });

        assertThat(ecu.physical("22 01").physical("22 02").take()).isEmpty();
    }

    @Test
    void firstInterceptorThatTakesARequestHasIt() {
        take(0x22);
        ecu.interceptors.add((request, way) -> {
            way.send(Bytes.hex("62 BB"));
            way.end();
            return true;
        });
        ecu.physical("22 01");

        assertThat(taken).hasSize(1);
        assertThat(ecu.take()).isEmpty();
    }

    @Test
    void interceptorThatThrowsIsLoggedAndTheNextIsAsked() {
        ecu.interceptors.add((request, way) -> {
            throw new IllegalStateException("broken");
        });
        assertThat(ecu.physical("22 01").take()).containsExactly("62 01");
        assertThat(log.lines()).singleElement().asString().contains("others handle the request");

        take(0x22);
        ecu.physical("22 01");
        assertThat(taken).hasSize(1);
    }

    @Test
    void whatIsScheduledRunsOnTheTimeOfTheServer() {
        take(0x22);
        ecu.physical("22 01");
        TakenRequest way = taken.get(0);
        way.later(Duration.ofMillis(250), () -> {
            way.send(ANSWER);
            way.end();
        });
        way.later(Duration.ofMillis(-5), () -> way.send(Bytes.hex("7F 22 78")));
        ecu.after(249);
        assertThat(ecu.takeTimed()).containsExactly("7F 22 78 @0");
        ecu.after(1);
        assertThat(ecu.takeTimed()).containsExactly("62 AA @250");
    }

    @Test
    void whatMayBlockRunsOnTheHandlerThreads() {
        take(0x22);
        ecu.physical("22 01");
        taken.get(0).handlers().execute(() -> taken.get(0).send(ANSWER));
        assertThat(ecu.take()).isEmpty();
        ecu.runPool();
        assertThat(ecu.take()).containsExactly("62 AA");

        ecu.poolFull = true;
        assertThatThrownBy(() -> taken.get(0).handlers().execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void testerIsKeptWaitingFromTheCallOn() {
        take(0x22);
        ecu.physical("22 01").after(1000);
        assertThat(ecu.takeTimed()).isEmpty();
        taken.get(0).keepWaiting();
        ecu.after(44);
        assertThat(ecu.takeTimed()).isEmpty();
        ecu.after(4001);
        assertThat(ecu.takeTimed()).containsExactly("7F 22 78 @1045", "7F 22 78 @5045");
        taken.get(0).send(ANSWER);
        taken.get(0).end();
        ecu.after(600_000);

        // The end adds no negative response, as it would after a service that gives none.
        assertThat(ecu.take()).containsExactly("62 AA");
    }

    @Test
    void whoIsKeptWaitingTooLongGetsAnEnd() {
        TestEcu impatient = new TestEcu(definition -> definition.p4(Duration.ofSeconds(3)));
        impatient.interceptors.add((request, way) -> {
            taken.add(way);
            way.keepWaiting();
            return taken.size() == 1;
        });
        impatient.physical("22 01").after(3000);
        assertThat(impatient.takeTimed()).containsExactly("7F 22 78 @45", "7F 22 10 @3000");
        assertThat(taken.get(0).isEnded()).isTrue();

        taken.get(0).end();
        assertThat(impatient.physical("3E 00").take()).containsExactly("7E 00");
    }

    @Test
    void failureIsReportedLikeThatOfAService() {
        take(0x22);
        ecu.physical("22 01");
        taken.get(0).fail("a stub", new IllegalStateException("broken"));

        assertThat(ecu.take()).containsExactly("7F 22 10");
        assertThat(ecu.failures).containsExactly("0x1000 a stub 22 01");
        assertThat(failures.lines()).singleElement().asString().contains("a stub failed on request 22 01");
        assertThat(ecu.physical("3E 00").take()).containsExactly("7E 00");

        taken.get(0).fail("a stub", new IllegalStateException("again"));
        assertThat(ecu.take()).isEmpty();
        assertThat(ecu.failures).hasSize(2);
    }

    @Test
    void sessionEndsOnlyWhenNothingIsAskedAfterTheAnswer() {
        take(0x22);
        ecu.physical("10 03").physical("22 01").after(60_000);
        assertThat(ecu.session()).isEqualTo(Session.EXTENDED);

        ecu.channel.hold();
        taken.get(0).send(ANSWER);
        taken.get(0).end();
        ecu.after(60_000);
        assertThat(ecu.session()).as("the answer has not left").isEqualTo(Session.EXTENDED);

        ecu.channel.flush();
        ecu.after(4_900);
        assertThat(ecu.session()).isEqualTo(Session.EXTENDED);
        ecu.after(200);
        assertThat(ecu.session()).isEqualTo(Session.DEFAULT);
    }

    @Test
    void endWithoutTesterFreesTheEcu() {
        take(0x22);
        ecu.physical("22 01");
        ecu.channel.end();
        taken.get(0).send(ANSWER);
        taken.get(0).end();

        TestChannel other = new TestChannel(ecu.time, 8);
        ecu.physicalFrom(0x0E81, other, "3E 00");
        assertThat(ecu.take()).isEmpty();
        assertThat(other.replies).hasSize(1);
    }

    @Test
    void requestsOfServicesThatWaitedAreHandledAfterTheEnd() {
        List<Subscription> subscriptions = new ArrayList<>();
        TestEcu subscribed = new TestEcu(TestService.inline(ServiceDescriptor.of(0x86), (request, exchange) -> {
            subscriptions.add(exchange.subscribe());
            return request.positiveResponse();
        }));
        subscribed.physical("86 00");
        subscribed.interceptors.add((request, way) -> taken.add(way));
        subscribed.physical("22 01");
        CompletionStage<Optional<UdsResponse>> response =
                subscriptions.get(0).dispatch(new UdsRequest(Bytes.hex("3E 00")));
        assertThat(response.toCompletableFuture()).isNotDone();
        taken.get(0).end();

        assertThat(response.toCompletableFuture().join().orElseThrow().message())
                .isEqualTo(Bytes.hex("7E 00"));
    }

    @Test
    void requestThatIsGivenBackIsHandledByTheEngineThen() {
        take(0x22);
        ecu.physical("22 01").after(1000);
        taken.get(0).send(Bytes.hex("7F 22 78"));
        assertThat(ecu.physical("3E 00").take()).containsExactly("7F 22 78", "7F 3E 21");
        taken.get(0).giveBack();
        taken.get(0).giveBack();
        taken.get(0).end();

        assertThat(ecu.take()).containsExactly("62 01");
        assertThat(taken.get(0).isEnded()).isTrue();
        assertThat(ecu.physical("3E 00").take()).containsExactly("7E 00");
    }

    @Test
    void requestThatHasEndedCanNotBeGivenBack() {
        take(0x22);
        ecu.physical("22 01");
        taken.get(0).end();
        taken.get(0).giveBack();

        assertThat(ecu.take()).isEmpty();
    }

    @Test
    void requestMayBeGivenBackAtOnceWhateverIsReturned() {
        for (boolean takes : new boolean[] {true, false}) {
            ecu.interceptors.clear();
            ecu.interceptors.add((request, way) -> {
                way.giveBack();
                return takes;
            });
            assertThat(ecu.physical("22 01").take()).containsExactly("62 01");
        }
    }

    @Test
    void serviceThatGetsARequestBackHasItsFullTime() {
        TestEcu slow = new TestEcu(TestService.blocking(
                ServiceDescriptor.of(0x31), (request, exchange) -> request.positiveResponse(request.data())));
        slow.interceptors.add((request, way) -> taken.add(way));
        slow.physical("31 01").after(1000);
        taken.get(0).giveBack();
        slow.after(100);
        assertThat(slow.takeTimed()).containsExactly("7F 31 78 @1045");
        taken.get(0).end();
        assertThat(slow.physical("31 02").take())
                .as("it is not ended by others")
                .containsExactly("7F 31 21");

        assertThat(slow.runPool().take()).containsExactly("71 01");
    }

    @Test
    void whoWasToldToWaitGetsANegativeResponseThatAGroupWouldNotGive() {
        take(0x99);
        ecu.functional("99 01");
        taken.get(0).giveBack();
        assertThat(ecu.take()).isEmpty();

        ecu.functional("99 01");
        taken.get(1).send(Bytes.hex("7F 99 78"));
        taken.get(1).giveBack();
        assertThat(ecu.take()).containsExactly("7F 99 78", "7F 99 11");
    }

    @Test
    void failureOfWhatWasGivenBackIsOnlyReported() {
        take(0x22);
        ecu.physical("22 01");
        taken.get(0).giveBack();
        taken.get(0).fail("a stub", new IllegalStateException("broken"));

        assertThat(ecu.take()).containsExactly("62 01");
        assertThat(ecu.failures).hasSize(1);
    }

    @Test
    void requestThatIsGivenBackIsOfferedToTheNextInterceptors() {
        ecu.interceptors.add((request, way) -> {
            way.later(Duration.ofMillis(10), way::giveBack);
            return true;
        });
        take(0x22);
        ecu.physical("22 01").after(9);
        assertThat(taken).isEmpty();
        ecu.after(1);
        taken.get(0).send(ANSWER);
        taken.get(0).end();

        assertThat(ecu.takeTimed()).containsExactly("62 AA @10");
        assertThat(ecu.physical("3E 00").after(10).take()).containsExactly("7E 00");
    }

    @Test
    void whoDidNotTakeARequestCanNotEndIt() {
        List<TakenRequest> seen = new ArrayList<>();
        ecu.interceptors.add((request, way) -> {
            seen.add(way);
            return false;
        });
        take(0x22);
        ecu.physical("22 01");
        seen.get(0).end();
        seen.get(0).giveBack();
        assertThat(ecu.physical("3E 00").take()).containsExactly("7F 3E 21");

        taken.get(0).end();
        assertThat(ecu.physical("3E 00").take()).containsExactly("7E 00");
    }
}
