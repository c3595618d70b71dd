package io.doip4j.it.uds;

import io.doip4j.core.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * One conversation of a vector file.
 *
 * @param name check, state, what it is about and, if it is one line of many, the line
 * @param line number of its first line
 * @param virtualOnly why it is not run in real time
 * @param steps from power-up on
 */
record VectorCase(String name, int line, Optional<String> virtualOnly, List<Step> steps) {
    VectorCase {
        steps = List.copyOf(steps);
    }

    /** What is sent, in its order. */
    List<Bytes> requests() {
        return steps.stream()
                .filter(Step.Send.class::isInstance)
                .map(step -> ((Step.Send) step).request())
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
