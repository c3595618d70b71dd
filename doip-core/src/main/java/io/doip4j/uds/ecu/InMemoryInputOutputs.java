package io.doip4j.uds.ecu;

import io.doip4j.uds.spi.InputOutput;
import io.doip4j.uds.spi.InputOutputs;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Inputs and outputs in memory. */
public final class InMemoryInputOutputs implements InputOutputs {
    private final IdTable<InputOutput> inputOutputs = new IdTable<>("input or output");

    /** An empty registry. */
    public InMemoryInputOutputs() {}

    @Override
    public void register(InputOutput inputOutput) {
        inputOutputs.register(inputOutput.id().value(), inputOutput);
    }

    @Override
    public @Nullable InputOutput find(int id) {
        return inputOutputs.find(id);
    }

    @Override
    public Collection<InputOutput> all() {
        return inputOutputs.all();
    }
}
