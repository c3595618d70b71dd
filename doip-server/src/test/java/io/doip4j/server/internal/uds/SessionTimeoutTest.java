package io.doip4j.server.internal.uds;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.uds.Session;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.SessionListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S3 (ISO 14229): a session other than the default one ends 5 s after the last request. */
class SessionTimeoutTest {
    private final TestEcu ecu = new TestEcu(
            TestService.blocking(
                    ServiceDescriptor.of(0x31), (request, exchange) -> request.positiveResponse(request.data())),
            TestService.echo(ServiceDescriptor.of(0x22).minLength(3)));
    private final List<String> transitions = new ArrayList<>();

    private TestEcu extended() {
        ecu.ecu
                .context()
                .sessions()
                .onTransition((from, to, cause) ->
                        transitions.add(from.value() + "->" + to.value() + " " + cause + " @" + ecu.time.millis()));
        ecu.physical("10 03").take();
        transitions.clear();
        return ecu;
    }

    private void endsIn(long millis) {
        ecu.after(millis - 1);
        assertThat(ecu.session()).isEqualTo(Session.EXTENDED);
        ecu.after(1);
        assertThat(ecu.session()).isEqualTo(Session.DEFAULT);
    }

    @Test
    void sessionEndsAfterFiveSecondsSharpWithoutAnyMessage() {
        extended();
        endsIn(5000);

        assertThat(transitions).containsExactly("3->1 TIMEOUT @5000");
        assertThat(ecu.take()).isEmpty();
        assertThat(ecu.time.timers().size()).isZero();
    }

    @ParameterizedTest(name = "functional {0}: {1}")
    @CsvSource({
        "false, 22 F1 90",
        "false, 3E 80",
        "false, 22",
        "false, 85",
        "false, 3E 7E",
        "false, 10 04",
        "true,  3E 80",
        "true,  85",
        "true, 3E 01",
    })
    void everyRequestRestartsItHoweverItIsAnswered(boolean functional, String request) {
        extended();
        for (int i = 0; i < 3; i++) {
            ecu.after(4999);
            if (functional) {
                ecu.functional(request);
            } else {
                ecu.physical(request);
            }
        }

        endsIn(5000);
    }

    @Test
    void sameSessionAgainRestartsIt() {
        extended();
        ecu.after(4999).physical("10 03");

        assertThat(transitions).containsExactly("3->3 REQUEST @4999");
        endsIn(5000);
    }

    @Test
    void doesNotEndAfterItsServerIsClosed() {
        extended();
        ecu.ecu.close();
        assertThat(ecu.time.timers().size()).isZero();

        ecu.physical("3E 00").after(6000);

        assertThat(transitions).isEmpty();
        assertThat(ecu.time.timers().size()).isZero();
    }

    @Test
    void ignoredResponsesDoNotRestartIt() {
        extended();
        ecu.after(4000).physical("50 03").physical("7F 22 31");

        endsIn(1000);
    }

    @Test
    void doesNotRunWhileARequestIsProcessed() {
        extended();
        ecu.after(4000).physical("31 01").after(12_000);
        assertThat(ecu.session()).isEqualTo(Session.EXTENDED);

        ecu.runPool();
        endsIn(5000);
    }

    @Test
    void requestsThatAreToldToComeBackDoNotStartIt() {
        extended();
        ecu.physical("31 01")
                .after(1000)
                .physical("22 F1 90")
                .functional("3E 80")
                .after(11_000);
        assertThat(ecu.session()).isEqualTo(Session.EXTENDED);

        ecu.runPool();
        endsIn(5000);
    }

    @Test
    void beginsWhenTheFinalAnswerHasLeft() {
        extended();
        ecu.after(1000);
        ecu.channel.hold();
        ecu.physical("22 F1 90").after(6000);
        assertThat(ecu.session()).isEqualTo(Session.EXTENDED);

        ecu.channel.flush();
        endsIn(5000);
    }

    @Test
    void defaultSessionNeverEnds() {
        extended();
        ecu.after(1000).physical("10 01");
        transitions.clear();
        ecu.after(Duration.ofDays(1).toMillis());

        assertThat(transitions).isEmpty();
        assertThat(ecu.time.timers().size()).isZero();
    }

    @Test
    void newSessionHasItsFullTimeAfterAVisitInTheDefaultSession() {
        extended();
        ecu.after(1000).physical("10 01").after(1000).physical("10 03");

        endsIn(5000);
    }

    @Test
    void suppressedSessionChangeStartsItToo() {
        ecu.physical("10 83");
        assertThat(ecu.take()).isEmpty();

        endsIn(5000);
    }

    @Test
    void timeIsThatOfTheDefinition() {
        TestEcu quick = new TestEcu(definition -> definition.s3(Duration.ofMillis(700)));
        quick.physical("10 03").after(699);
        assertThat(quick.session()).isEqualTo(Session.EXTENDED);
        quick.after(1);
        assertThat(quick.session()).isEqualTo(Session.DEFAULT);
    }

    @Test
    void listenerThatFailsKeepsNoSessionOpen() {
        ecu.ecu.context().sessions().onTransition(SessionTimeoutTest::fail);
        List<Session> heard = new ArrayList<>();
        ecu.ecu.context().sessions().onTransition((from, to, cause) -> heard.add(to));
        try {
            ecu.physical("10 03");
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("a listener's fault");
        }
        assertThat(ecu.take()).containsExactly("50 03");

        try {
            ecu.after(5000);
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("a listener's fault");
        }
        assertThat(ecu.session()).isEqualTo(Session.DEFAULT);
        assertThat(heard).containsExactly(Session.EXTENDED, Session.DEFAULT);
    }

    private static void fail(Session from, Session to, SessionListener.Cause cause) {
        throw new IllegalStateException("a listener's fault");
    }
}
