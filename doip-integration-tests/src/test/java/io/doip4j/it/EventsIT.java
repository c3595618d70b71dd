package io.doip4j.it;

import static io.doip4j.it.Wire.A;
import static io.doip4j.it.Wire.B;
import static io.doip4j.it.Wire.ECU;
import static io.doip4j.it.Wire.activated;
import static io.doip4j.it.Wire.diagnostic;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.server.DoipServer;
import io.doip4j.testkit.DoipTester;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.event.ResponseOnEventSettings;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** ResponseOnEvent (ISO 14229-1, service 0x86) in a running server. */
class EventsIT {
    private static final Duration WINDOW = Duration.ofMillis(300);

    private final AtomicReference<Bytes> data = new AtomicReference<>(Bytes.of(0x2A));
    private final DoipServer server = Servers.services(builder -> builder.ecu(EcuDefinition.builder(ECU)
            .data(ecu -> new Changing(data))
            .setting(ResponseOnEventSettings.builder()
                    .windows(WINDOW, WINDOW, WINDOW)
                    .build())
            .build()));

    /** Data that the tester or the test changes. */
    private record Changing(AtomicReference<Bytes> data) implements DataRecord {
        @Override
        public DataIdentifier id() {
            return DataIdentifier.of(0x0112);
        }

        @Override
        public Sessions writableIn() {
            return Sessions.nonDefault();
        }

        @Override
        public Bytes read(UdsExchange exchange) {
            return data.get();
        }

        @Override
        public void write(Bytes written, UdsExchange exchange) {
            data.set(written);
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void assertAnswer(DoipTester tester, String request, String response) {
        assertThat(tester.request(ECU, request)).isEqualTo(Bytes.hex(response));
    }

    private static void assertSent(DoipTester tester, String message) {
        assertThat(tester.receive()).isEqualTo(diagnostic(ECU, A, message));
    }

    @Test
    void whatTheTesterWritesIsSentUntilItStopsTheEvent() {
        try (DoipTester tester = activated(DoipTester.of(server), A)) {
            assertAnswer(tester, "10 03", "50 03 00 32 01 F4");
            assertAnswer(tester, "86 03 02 01 12 22 01 12", "C6 03 00 02 01 12 22 01 12");
            assertAnswer(tester, "86 05 02", "C6 05 00 02");

            assertAnswer(tester, "2E 01 12 0A", "6E 01 12");
            assertSent(tester, "62 01 12 0A");
            data.set(Bytes.of(0x0B));
            assertSent(tester, "62 01 12 0B");

            assertAnswer(tester, "86 00 02", "C6 00 00 02");
            assertAnswer(tester, "2E 01 12 0C", "6E 01 12");
            tester.expectSilence(WINDOW);
        }
    }

    @Test
    void theValueAtTheStartIsThatOfTheStart() {
        try (DoipTester tester = activated(DoipTester.of(server), A)) {
            assertAnswer(tester, "86 03 02 01 12 22 01 12", "C6 03 00 02 01 12 22 01 12");
            for (int value = 0; value < 20; value++) {
                assertAnswer(tester, "86 05 02", "C6 05 00 02");
                data.set(Bytes.of(value));
                assertSent(tester, "62 01 12 " + Bytes.of(value).toHex());
                assertAnswer(tester, "86 00 02", "C6 00 00 02");
            }
        }
    }

    @Test
    void aWindowEndsWithTheNumberOfEvents() {
        try (DoipTester tester = activated(DoipTester.of(server), A)) {
            assertAnswer(tester, "86 03 03 01 12 22 01 12", "C6 03 00 03 01 12 22 01 12");
            assertAnswer(tester, "86 05 03", "C6 05 00 03");
            data.set(Bytes.of(0x0A));

            assertSent(tester, "62 01 12 0A");
            assertSent(tester, "C6 03 01 03 01 12 22 01 12");
        }
    }

    @Test
    void whatIsStoredStartsAgainAfterAReset() {
        try (DoipTester tester = activated(DoipTester.of(server), A)) {
            assertAnswer(tester, "86 43 02 01 12 22 01 12", "C6 43 00 02 01 12 22 01 12");
            assertAnswer(tester, "86 05 02", "C6 05 00 02");
            assertAnswer(tester, "11 01", "51 01");
            assertAnswer(tester, "86 04 02", "C6 04 01 43 02 01 12 22 01 12");

            data.set(Bytes.of(0x0A));
            assertSent(tester, "62 01 12 0A");
        }
    }

    @Test
    void anEventIsForTheTesterThatSetItUp() {
        try (DoipTester tester = activated(DoipTester.of(server), A);
                DoipTester other = activated(DoipTester.of(server), B)) {
            assertAnswer(tester, "86 03 02 01 12 22 01 12", "C6 03 00 02 01 12 22 01 12");
            assertAnswer(tester, "86 05 02", "C6 05 00 02");
            assertAnswer(other, "86 05 02", "7F 86 22");
            data.set(Bytes.of(0x0A));

            assertSent(tester, "62 01 12 0A");
            other.expectSilence(WINDOW);
        }
    }

    @Test
    void aLostConnectionEndsItsEvents() {
        try (DoipTester tester = activated(DoipTester.of(server), A)) {
            assertAnswer(tester, "86 43 02 01 12 22 01 12", "C6 43 00 02 01 12 22 01 12");
            assertAnswer(tester, "86 05 02", "C6 05 00 02");
        }
        try (DoipTester again = activated(DoipTester.of(server), A)) {
            assertAnswer(again, "86 05 02", "7F 86 22");
            data.set(Bytes.of(0x0A));
            again.expectSilence(WINDOW);
        }
    }
}
