package io.doip4j.it;

import static io.doip4j.it.Wire.A;
import static io.doip4j.it.Wire.activated;
import static io.doip4j.it.Wire.alive;
import static io.doip4j.it.Wire.asking;
import static io.doip4j.it.Wire.assertAliveCheck;
import static io.doip4j.it.Wire.assertHeaderNack;
import static io.doip4j.it.Wire.assertWorks;
import static io.doip4j.it.Wire.code;
import static io.doip4j.it.Wire.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.server.DoipServerBuilder;
import io.doip4j.testkit.ConfigureServer;
import io.doip4j.testkit.DoipServerHandle;
import io.doip4j.testkit.DoipServerTest;
import io.doip4j.testkit.DoipTester;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Acceptance list, "timers", with shorter times. */
@DoipServerTest
class TimersIT {
    private static final Duration INITIAL = Duration.ofSeconds(1);
    private static final Duration GENERAL = Duration.ofMillis(800);
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration TOLERANCE = Duration.ofMillis(20);

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Nested
    class InitialInactivity {
        @ConfigureServer
        static void shortTime(DoipServerBuilder server) {
            server.initialInactivity(INITIAL).aliveCheck(INITIAL.multipliedBy(2));
        }

        @Test
        @Tag("T77")
        void closesAnIdleConnection(DoipTester tester) {
            long begin = System.nanoTime();
            tester.connect().expectClosed();
            assertThat(since(begin)).isBetween(INITIAL.minus(TOLERANCE), INITIAL.multipliedBy(2));
        }

        @Test
        @Tag("T78")
        void isNotProlongedByTraffic(DoipTester tester) {
            long begin = System.nanoTime();
            tester.connect();
            while (since(begin).compareTo(PAUSE.multipliedBy(2)) < 0) {
                tester.sendRaw(frame(0x0009, "00"));
                assertHeaderNack(tester, 0x01);
                tester.expectSilence(PAUSE);
            }
            tester.expectClosed();
            assertThat(since(begin)).isBetween(INITIAL.minus(TOLERANCE), INITIAL.plus(PAUSE.multipliedBy(2)));
        }

        @Test
        @Tag("T79")
        void endsWithAValidRequestEvenIfTheDecisionTakesLonger(DoipServerHandle server) {
            DoipTester holder = activated(server.newTester(), A);
            DoipTester newcomer = asking(server.newTester(), A);
            long begin = System.nanoTime();
            assertAliveCheck(holder);
            assertThat(code(newcomer.receive())).isEqualTo(0x10);
            assertThat(since(begin)).isGreaterThan(INITIAL.plus(PAUSE));
            newcomer.expectSilence(PAUSE);
        }
    }

    @Nested
    class GeneralInactivity {
        @ConfigureServer
        static void shortTime(DoipServerBuilder server) {
            server.generalInactivity(GENERAL);
        }

        @Test
        @Tag("T80")
        void closesAnIdleConnectionAndIsProlongedByTraffic(DoipTester tester) {
            long begin = System.nanoTime();
            activated(tester, A);
            while (since(begin).compareTo(GENERAL.plus(PAUSE)) < 0) {
                assertWorks(tester);
                tester.expectSilence(PAUSE);
            }
            assertWorks(tester);
            long lastTraffic = System.nanoTime();
            tester.expectClosed();
            assertThat(since(lastTraffic)).isBetween(GENERAL.minus(TOLERANCE), GENERAL.multipliedBy(2));
        }

        @Test
        @Tag("T81")
        @Tag("T82")
        void isProlongedByAliveCheckResponsesAndRubbish(DoipTester tester) {
            long begin = System.nanoTime();
            activated(tester, A);
            while (since(begin).compareTo(GENERAL.plus(PAUSE)) < 0) {
                tester.send(alive(A)).expectSilence(PAUSE);
                tester.sendRaw(frame(0x0009, ""));
                assertHeaderNack(tester, 0x01);
                tester.expectSilence(PAUSE);
            }
            assertWorks(tester);
        }
    }
}
