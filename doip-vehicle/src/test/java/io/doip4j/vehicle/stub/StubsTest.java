package io.doip4j.vehicle.stub;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.server.DoipServer;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.spi.Addressing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What stubs answer, when, and to whom. */
class StubsTest {
    private final Stubs stubs = new Stubs();
    private final EcuStubs ecu = stubs.ecu(0x1001);

    private FakeRequest ask(String request) {
        return ask(request, new FakeRequest());
    }

    private FakeRequest ask(String request, FakeRequest way) {
        assertThat(offer(request, way)).as("a stub answers %s", request).isTrue();
        return way;
    }

    private boolean offer(String request, FakeRequest way) {
        return stubs.interceptor().intercept(new UdsRequest(Bytes.hex(request)), way);
    }

    private void assertUnanswered(String request) {
        FakeRequest way = new FakeRequest();
        assertThat(offer(request, way)).as("a stub answers %s", request).isFalse();
        assertThat(way.sent).isEmpty();
        assertThat(way.ended).isFalse();
    }

    @Test
    void whatNoStubMatchesIsLeftToTheServices() {
        assertUnanswered("22 F1 90");
        ecu.when("22 F1 90").thenRespond("62 F1 90 01");
        assertUnanswered("22 F1 91");
        assertThat(offer("22 F1 90", other(0x1002))).isFalse();

        FakeRequest way = ask("22 F1 90");
        assertThat(way.sent).containsExactly("62 F1 90 01 @0");
        assertThat(way.ended).isTrue();
    }

    @Test
    void whatHasNoAnswerIsFound() {
        ecu.when("22 F1 90");
        ecu.when("31 01 <id:2>").inSession(Session.EXTENDED).functional();
        ecu.when("22 F1 86").thenAfter(ofMillis(1));
        stubs.ecu(0x1002).when("10 03").thenPending(ofSeconds(1), ofSeconds(1));

        assertThat(stubs.takeUnfinished())
                .hasSize(4)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .matches("when\\(\"22 F1 90\"\\) of ECU 0x1001 at StubsTest\\.java:\\d+ has no answer: "
                                        + "add thenRespond\\(\\.\\.\\), thenNrc\\(\\.\\.\\), or another then\\.\\."),
                        second -> assertThat(second)
                                .startsWith("when(\"31 01 <id:2>\") of ECU 0x1001 at StubsTest.java:"),
                        third -> assertThat(third).startsWith("when(\"22 F1 86\")"),
                        fourth -> assertThat(fourth).startsWith("when(\"10 03\") of ECU 0x1002"));
        assertThat(stubs.takeUnfinished()).as("once").isEmpty();
    }

    @Test
    void whatHasAnAnswerOrFailedIsNotUnfinished() {
        Stubbing base = ecu.when("22 F1 90");
        base.from(0x0E80).thenNrc(0x31);
        base.from(0x0E81).thenAfter(ofMillis(5)).thenNothing();
        ecu.when("22 F1 91").thenAnswer(request -> Bytes.hex("62"));
        ecu.when("22 F1 92").thenSequence("62 F1 92 01");
        ecu.when("22 F1 93").then(Answer.nrc(0x31));
        ecu.when("22 F1 94").thenRespond(Bytes.hex("62"));
        assertThatThrownBy(() -> ecu.when("22 F1 9G")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ecu.when("22").thenRespond("6")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ecu.when("22").thenRespond(Bytes.EMPTY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ecu.when("22").thenNrc(256)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ecu.when("22").thenSequence("6")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ecu.when("22").from()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ecu.when("22").inSession()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ecu.when("22").thenAfter(ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);

        assertThat(stubs.takeUnfinished()).isEmpty();
    }

    @Test
    void whatWasClearedIsNotUnfinishedAndThereIsALimit() {
        ecu.when("22 F1 90");
        stubs.clear();
        assertThat(stubs.takeUnfinished()).isEmpty();

        for (int i = 0; i < 1_000; i++) {
            ecu.when("22 F1 90");
        }
        assertThat(stubs.takeUnfinished()).hasSize(10);
    }

    private static FakeRequest other(int ecu) {
        FakeRequest way = new FakeRequest();
        way.ecu = ecu;
        return way;
    }

    @Test
    void latestOfTheStubsThatMatchAnswersWhateverTheyBeginWith() {
        ecu.when("*").thenNrc(0x10);
        ecu.when("22 F1 90").thenNrc(0x11);
        ecu.when("22 ?? ??").thenNrc(0x12);
        ecu.when("22 F1 9?").thenNrc(0x13);
        ecu.when("22 F1 91").thenNrc(0x14);
        ecu.when("22 F1 9?").from(0x0E81).thenNrc(0x21);

        assertThat(ask("22 F1 90").sent).containsExactly("7F 22 13 @0");
        assertThat(ask("22 F1 91").sent).containsExactly("7F 22 14 @0");
        assertThat(ask("22 F2 91").sent).containsExactly("7F 22 12 @0");
        assertThat(ask("3E 00").sent).containsExactly("7F 3E 10 @0");
        ecu.when("* ").thenNrc(0x15);
        assertThat(ask("22 F1 91").sent).containsExactly("7F 22 15 @0");
    }

    @Test
    void stubThatWasTakenAwayAnswersNoMore() {
        ecu.when("22 F1 90").thenNrc(0x11);
        Stub later = ecu.when("22 F1 90").thenNrc(0x12);
        ask("22 F1 90");
        later.remove();
        later.remove();

        assertThat(ask("22 F1 90").sent).containsExactly("7F 22 11 @0");
        assertThat(later.count()).isEqualTo(1);
        ecu.clear();
        assertUnanswered("22 F1 90");
    }

    @Test
    void limitedStubGivesWayToTheOneBefore() {
        ecu.when("22 F1 90").thenNrc(0x11);
        Stub twice = ecu.when("22 F1 90").thenNrc(0x12).times(2);
        ecu.when("22 F1 90").thenNrc(0x13).once();

        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            answers.addAll(ask("22 F1 90").sent);
        }
        assertThat(answers).containsExactly("7F 22 13 @0", "7F 22 12 @0", "7F 22 12 @0", "7F 22 11 @0", "7F 22 11 @0");
        assertThat(twice.count()).isEqualTo(2);
        assertThatThrownBy(() -> twice.times(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("remove()");
    }

    @Test
    void limitThatIsReachedAlreadyEndsTheStub() {
        Stub stub = ecu.when("22 F1 90").thenNrc(0x12);
        ask("22 F1 90");
        ask("22 F1 90");
        stub.once();

        assertUnanswered("22 F1 90");
    }

    @Test
    void lastOfASequenceIsRepeated() {
        ecu.when("27 01").thenSequence("67 01 11", "67 01 22");
        assertThat(ask("27 01").sent).containsExactly("67 01 11 @0");
        assertThat(ask("27 01").sent).containsExactly("67 01 22 @0");
        assertThat(ask("27 01").sent).containsExactly("67 01 22 @0");

        ecu.when("27 01").thenSequence(Answer.nrc(0x37), Answer.nothing()).times(2);
        assertThat(ask("27 01").sent).containsExactly("7F 27 37 @0");
        assertThat(ask("27 01").sent).isEmpty();
        assertThat(ask("27 01").sent).containsExactly("67 01 22 @0");
        assertThatThrownBy(() -> ecu.when("27 01").thenSequence(new Answer[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("thenNothing()");
    }

    @Test
    void conditionsAreAllOfThemToHold() {
        ecu.when("22 *")
                .from(0x0E80, 0x0E82)
                .inSession(Session.EXTENDED, Session.PROGRAMMING)
                .physical()
                .thenNrc(0x31);
        ecu.when("3E *").functional().thenNothing();

        assertUnanswered("22 01");
        FakeRequest right = new FakeRequest();
        right.session = Session.PROGRAMMING;
        assertThat(ask("22 01", right).sent).containsExactly("7F 22 31 @0");
        right.tester = 0x0E81;
        assertThat(offer("22 01", right)).isFalse();
        right.tester = 0x0E82;
        assertThat(offer("22 01", right)).isTrue();
        right.addressing = Addressing.FUNCTIONAL;
        assertThat(offer("22 01", right)).isFalse();
        assertThat(offer("3E 00", right)).isTrue();
        assertUnanswered("3E 00");
    }

    @Test
    void conditionThatNothingFulfilsIsRefused() {
        assertThatThrownBy(() -> ecu.when("22").from()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ecu.when("22").inSession()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ecu.when("22").from(0x10000)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void testerIsToldToWaitUntilTheTimeIsOver() {
        ecu.when("31 01 *").thenPending(ofSeconds(3), ofSeconds(1)).thenRespond("71 01 00");
        FakeRequest way = ask("31 01 02").after(2999);
        assertThat(way.sent).containsExactly("7F 31 78 @0", "7F 31 78 @1000", "7F 31 78 @2000");
        assertThat(way.ended).isFalse();
        way.after(10_000);

        assertThat(way.sent).hasSize(4).last().isEqualTo("71 01 00 @3000");
        assertThat(way.ended).isTrue();
    }

    @Test
    void lastWaitIsShorterIfTheTimeIsNoMultiple() {
        ecu.when("31 01").thenPending(ofMillis(250), ofMillis(100)).thenNrc(0x22);
        ecu.when("31 02").thenPending(ofMillis(0), ofMillis(100)).thenNothing();

        assertThat(ask("31 01").after(1000).sent)
                .containsExactly("7F 31 78 @0", "7F 31 78 @100", "7F 31 78 @200", "7F 31 22 @250");
        assertThat(ask("31 02").after(1000).sent).isEmpty();
    }

    @Test
    void answerComesLaterAlsoAfterWaitingAndInSequences() {
        ecu.when("22 01")
                .thenAfter(ofMillis(200))
                .thenPending(ofMillis(100), ofMillis(60))
                .thenSequence("62 01", "62 02");
        FakeRequest way = ask("22 01").after(1000);

        assertThat(way.sent).containsExactly("7F 22 78 @200", "7F 22 78 @260", "62 01 @300");
        assertThat(ask("22 01").after(1000).sent).last().isEqualTo("62 02 @300");
    }

    @Test
    void timesAreChecked() {
        assertThatThrownBy(() -> ecu.when("22").thenAfter(ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ecu.when("22").thenPending(ofMillis(-1), ofMillis(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ecu.when("22").thenPending(ofMillis(1), ofMillis(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 ms");
    }

    @Test
    void functionAnswersOnAHandlerThread() {
        ecu.when("22 <did:2>")
                .thenAnswer(request -> Bytes.of(0x62)
                        .plus(request.captured("did"))
                        .plus(Bytes.of(request.tester().value() & 0xFF)));
        FakeRequest way = ask("22 F1 90");
        assertThat(way.sent).isEmpty();
        assertThat(way.waiting).as("the engine tells the tester to wait").isTrue();
        assertThat(way.ended).isFalse();

        assertThat(way.runHandler().sent).containsExactly("62 F1 90 80 @0");
        assertThat(way.ended).isTrue();
    }

    @Test
    void functionMayGiveNoResponse() {
        ecu.when("3E 80").thenAnswer(request -> Bytes.EMPTY);
        FakeRequest way = ask("3E 80").runHandler();

        assertThat(way.sent).isEmpty();
        assertThat(way.ended).isTrue();
        assertThat(way.failures).isEmpty();
    }

    @Test
    void functionFindsNoThread() {
        ecu.when("22 01").thenAnswer(request -> Bytes.hex("62 01"));
        FakeRequest way = new FakeRequest();
        way.handlersAreTaken = true;

        assertThat(ask("22 01", way).sent).containsExactly("7F 22 21 @0");
        assertThat(way.ended).isTrue();
    }

    @Test
    void functionThatFailsIsReported() {
        ecu.when("22 01").thenAnswer(request -> {
            throw new java.io.IOException("no disk");
        });
        assertThat(ask("22 01").runHandler().failures).containsExactly("the stub for \"22 01\" of ECU 0x1001: no disk");

        ecu.when("22 01").thenAnswer(request -> request.captured("vin"));
        assertThat(ask("22 01").runHandler().failures)
                .singleElement()
                .asString()
                .contains("'vin'");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks can do
    void functionThatReturnsNullIsReported() {
        ecu.when("22 01").thenAnswer(request -> null);

        assertThat(ask("22 01").runHandler().failures)
                .singleElement()
                .asString()
                .contains("returned null");
    }

    @Test
    void functionThatIsInterruptedIsNoFailure() {
        ecu.when("22 01").thenAnswer(request -> {
            throw new InterruptedException("closed");
        });
        FakeRequest way = ask("22 01").runHandler();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(way.failures).isEmpty();
        assertThat(way.sent).containsExactly("7F 22 10 @0");
    }

    @Test
    void functionThatTookTooLongSaysNothingMore() {
        ecu.when("22 01").thenAnswer(request -> Bytes.hex("62 01"));
        FakeRequest way = ask("22 01");
        way.end();

        assertThat(way.runHandler().sent).isEmpty();
    }

    @Test
    void whatIsCapturedIsFilledIn() {
        ecu.when("2E <did:2> <data:*>").thenRespond("6E <did> 00 <data> FF");

        assertThat(ask("2E F1 90 01 02").sent).containsExactly("6E F1 90 00 01 02 FF @0");
        assertThat(ask("2E F1 90").sent).containsExactly("6E F1 90 00 FF @0");
        assertThatThrownBy(() -> ecu.when("2E <did:2>").thenRespond("6E <dit>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "\"6E <dit>\" is no response", "<dit> is not captured by \"2E <did:2>\"", "\n       ^");
        assertThatThrownBy(() -> ecu.when("2E *").thenAfter(ofMillis(1)).thenSequence("6E", "6E <x>"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void textThatIsNoResponseIsRefused() {
        for (String text : List.of("62 F1 9", "62 ??", "62 *", "62 <did:2>", "xx", "")) {
            assertThatThrownBy(() -> ecu.when("22").thenRespond(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"" + text + "\" is no response");
        }
        assertThatThrownBy(() -> ecu.when("22").thenRespond(Bytes.EMPTY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ecu.when("22").thenNrc(0x100)).isInstanceOf(IllegalArgumentException.class);
        assertUnanswered("22");
    }

    @Test
    void clearingEndsWhatHasBegun() {
        ecu.when("31 01").thenPending(ofSeconds(3600), ofSeconds(1)).thenRespond("71 01");
        ecu.when("31 02").thenAnswer(request -> Bytes.hex("71 02"));
        FakeRequest pending = ask("31 01").after(1500);
        FakeRequest working = ask("31 02");
        stubs.clear();

        assertThat(pending.ended).isTrue();
        assertThat(working.ended).isTrue();
        assertThat(pending.after(10_000_000).sent).containsExactly("7F 31 78 @0", "7F 31 78 @1000");
        assertThat(working.runHandler().sent).isEmpty();
        assertUnanswered("31 01");
        ecu.when("31 01").thenRespond("71 01");
        assertThat(ask("31 01").sent).hasSize(1);
    }

    @Test
    void ecuThatTheServerDoesNotHaveIsNamedWithThoseThatItHas() {
        stubs.starting().serverStarting(System::nanoTime, addresses(0x1000, 0x1001));

        assertThat(stubs.ecu(0x1001)).isSameAs(ecu);
        assertThatThrownBy(() -> stubs.ecu(0x1011))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the server has no ECU 0x1011: its ECUs are 0x1000, 0x1001");
    }

    @Test
    void serverWithoutAnEcuThatHasStubsIsNotStarted() {
        stubs.ecu(0x1012);
        DoipServer server = stubs.attachTo(DoipServer.builder().port(0)).build();

        assertThatThrownBy(server::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("there are stubs for 0x1001, 0x1012, but the server has no such ECU: its ECUs are 0x1000");
        assertThat(server.isRunning()).isFalse();
        server.close();
    }

    @Test
    void everyServerNeedsItsOwn() {
        Stubs used = new Stubs();
        var builder = used.attachTo(DoipServer.builder().port(0));
        assertThatThrownBy(() -> used.attachTo(DoipServer.builder())).isInstanceOf(IllegalStateException.class);

        try (DoipServer first = builder.build().startDaemon();
                DoipServer second = builder.build()) {
            assertThat(first.isRunning()).isTrue();
            assertThatThrownBy(second::startDaemon)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("attach new ones");
        }
    }

    private static Set<LogicalAddress> addresses(int first, int second) {
        return Set.of(LogicalAddress.of(first), LogicalAddress.of(second));
    }
}
