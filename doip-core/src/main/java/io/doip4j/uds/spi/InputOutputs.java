package io.doip4j.uds.spi;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The inputs and outputs of one ECU that a tester can control. Any plugin may add its own, usually when its service is
 * created; who wants it readable too registers it with {@link DataIdentifiers} as well.
 *
 * <p>Thread rule: as for the ECU, one thread at a time.
 */
public interface InputOutputs {
    /**
     * Adds an input or output.
     *
     * @param inputOutput the input or output
     * @throws IllegalArgumentException if the identifier is taken; the message names both
     */
    void register(InputOutput inputOutput);

    /**
     * Looks for an input or output.
     *
     * @param id its data identifier, 0..0xFFFF
     * @return the input or output, or null if there is none with this identifier
     */
    @Nullable
    InputOutput find(int id);

    /**
     * All inputs and outputs.
     *
     * @return an unmodifiable copy in ascending order of the identifier
     */
    Collection<InputOutput> all();
}
