package io.doip4j.it.uds;

import io.doip4j.server.internal.uds.ServiceCatalog;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.vehicle.ReferenceEcu;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference ECU does what the vectors say: under virtual time, where every moment is exact. */
@ExtendWith(QuietFaults.class)
class EngineVectorsTest {
    private static final EcuDefinition ECU = ReferenceEcu.definition();
    private static final ServiceCatalog SERVICES = EngineLink.shippedServices();

    static List<VectorCase> vectors() {
        return ReferenceVectors.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void conversation(VectorCase vector) {
        try (EngineLink link = new EngineLink(ECU, SERVICES)) {
            Conversation.hold(vector, link);
        }
    }
}
