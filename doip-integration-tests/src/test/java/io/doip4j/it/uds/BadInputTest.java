package io.doip4j.it.uds;

import io.doip4j.core.Bytes;
import io.doip4j.server.internal.uds.ServiceCatalog;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.Addressing;
import io.doip4j.vehicle.ReferenceEcu;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reference ECU answers any short request as the rules say, in every session, locked and unlocked. */
@ExtendWith(QuietFaults.class)
class BadInputTest {
    /** Third bytes that mean something to some service, and those around the ends. */
    private static final int[] THIRD_BYTES = {
        0x00, 0x01, 0x02, 0x03, 0x10, 0x11, 0x12, 0x20, 0x30, 0x34, 0x7F, 0x80, 0x86, 0x90, 0xFE, 0xFF
    };

    private static final int VALUES = 0x100;
    private static final int FEW = 20_000;
    /** For each of the five situations: a million together. */
    private static final int MANY = 200_000;

    private static final long SEED = 14229;

    private static final EcuDefinition ECU = ReferenceEcu.definition();
    private static final ServiceCatalog SERVICES = EngineLink.shippedServices();

    @ParameterizedTest
    @EnumSource(Situation.class)
    void requestsOfOneByte(Situation situation) {
        Probe probe = new Probe(ECU, SERVICES, situation);
        for (int first = 0; first < VALUES; first++) {
            both(probe, Bytes.of(first));
        }
    }

    @ParameterizedTest
    @EnumSource(Situation.class)
    void requestsOfTwoBytes(Situation situation) {
        Probe probe = new Probe(ECU, SERVICES, situation);
        for (int first = 0; first < VALUES; first++) {
            for (int second = 0; second < VALUES; second++) {
                both(probe, Bytes.of(first, second));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Situation.class)
    void requestsOfThreeBytes(Situation situation) {
        Probe probe = new Probe(ECU, SERVICES, situation);
        for (int first = 0; first < VALUES; first++) {
            for (int second = 0; second < VALUES; second++) {
                for (int third : THIRD_BYTES) {
                    both(probe, Bytes.of(first, second, third));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Situation.class)
    @Tag("exhaustive")
    void allRequestsOfThreeBytes(Situation situation) {
        Probe probe = new Probe(ECU, SERVICES, situation);
        for (int first = 0; first < VALUES; first++) {
            for (int second = 0; second < VALUES; second++) {
                for (int third = 0; third < VALUES; third++) {
                    both(probe, Bytes.of(first, second, third));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Situation.class)
    void longerRequests(Situation situation) {
        longer(situation, FEW);
    }

    @ParameterizedTest
    @EnumSource(Situation.class)
    @Tag("exhaustive")
    void manyLongerRequests(Situation situation) {
        longer(situation, MANY);
    }

    private static void longer(Situation situation, int count) {
        Probe probe = new Probe(ECU, SERVICES, situation);
        RandomRequests requests = new RandomRequests(SEED, ReferenceVectors.all());
        for (int i = 0; i < count; i++) {
            Addressing addressing = requests.nextBoolean() ? Addressing.FUNCTIONAL : Addressing.PHYSICAL;
            probe.check(addressing, requests.next());
        }
    }

    private static void both(Probe probe, Bytes request) {
        probe.check(Addressing.PHYSICAL, request);
        probe.check(Addressing.FUNCTIONAL, request);
    }
}
