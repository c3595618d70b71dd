package io.doip4j.it.uds;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.doip4j.core.Bytes;
import io.doip4j.it.uds.Link.Received;
import io.doip4j.server.internal.uds.ServiceCatalog;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.Addressing;
import io.doip4j.vehicle.ReferenceEcu;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Any request in any situation is answered as the rules say; any sequence of them does the engine and the services no harm.
 * The first byte of the input chooses situation and addressing.
 */
@ExtendWith(QuietFaults.class)
class EngineFuzzTest {
    private static final EcuDefinition ECU = ReferenceEcu.definition();
    private static final ServiceCatalog SERVICES = EngineLink.shippedServices();
    private static final Situation[] SITUATIONS = Situation.values();
    private static final int FUNCTIONAL = 0x80;
    private static final int LATER = 0x40;
    private static final int LENGTH = 0x3F;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** The data identifier that fails on purpose. */
    private static final String FAULTY_DATA = "01 34";

    @FuzzTest
    void anyRequest(byte[] data) {
        if (data.length > 1) {
            Bytes input = Bytes.copyOf(data);
            new Probe(ECU, SERVICES, situation(input)).check(addressing(input.u8(0)), input.from(1));
        }
    }

    /** After the first byte, requests: one byte for addressing (0x80), a pause before it (0x40) and length (0x3F) each. */
    @FuzzTest
    void anySequence(byte[] data) {
        if (data.length == 0) {
            return;
        }
        Bytes input = Bytes.copyOf(data);
        try (EngineLink link = new EngineLink(ECU, SERVICES)) {
            link.connect(Tester.A);
            situation(input).way().forEach(request -> link.send(Tester.A, Addressing.PHYSICAL, request));
            int at = 1;
            while (at < input.length()) {
                int head = input.u8(at);
                int length = Math.min(head & LENGTH, input.length() - at - 1);
                if ((head & LATER) != 0) {
                    takeAnswers(link, PAUSE);
                }
                if (length > 0) {
                    link.send(Tester.A, addressing(head), input.slice(at + 1, length));
                }
                at += 1 + length;
            }
            takeAnswers(link, LONGEST);
            assertThat(link.takeFaults()).allMatch(fault -> input.toHex().contains(FAULTY_DATA));
            link.send(Tester.A, Addressing.PHYSICAL, Bytes.of(0x10, 0x01));
            Received answer = link.receive(Tester.A, link.now());
            assertThat(answer).as("the ECU still answers").isNotNull();
        }
    }

    private static void takeAnswers(EngineLink link, Duration time) {
        Duration until = link.now().plus(time);
        Received answer = link.receive(Tester.A, until);
        while (answer != null) {
            UdsResponse.read(answer.data());
            answer = link.receive(Tester.A, until);
        }
    }

    private static Situation situation(Bytes input) {
        return SITUATIONS[(input.u8(0) & LENGTH) % SITUATIONS.length];
    }

    private static Addressing addressing(int head) {
        return (head & FUNCTIONAL) != 0 ? Addressing.FUNCTIONAL : Addressing.PHYSICAL;
    }
}
