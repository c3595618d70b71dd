package io.doip4j.it.uds;

import io.doip4j.vehicle.ReferenceEcu;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference ECU does what the vectors say: in a server, over sockets, in real time. */
@ExtendWith(QuietFaults.class)
class SocketVectorsIT {
    static List<VectorCase> vectors() {
        return ReferenceVectors.all().stream()
                .filter(vector -> vector.virtualOnly().isEmpty())
                .toList();
    }

    /** The conversations run side by side, but not beside other test classes. */
    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void conversation(VectorCase vector) {
        try (SocketLink link = new SocketLink(ReferenceEcu.server())) {
            Conversation.hold(vector, link);
        }
    }
}
