package io.doip4j.benchmarks.load;

import io.doip4j.benchmarks.process.Line;
import io.doip4j.benchmarks.process.Worker;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The process that loads a server: {@code load} with a {@link LoadPlan}. A plan of idle connections is answered when they are
 * active; {@code release} closes them.
 */
public final class LoadClient implements Worker.Commands {
    private @Nullable Load held;

    private LoadClient() {}

    /**
     * Waits for plans.
     *
     * @param args none
     * @throws IOException if the input cannot be read
     */
    public static void main(String... args) throws IOException {
        LoadClient client = new LoadClient();
        Worker.ofThisProcess().serve(Line.of("ready"), client);
        client.release();
    }

    @Override
    public Line handle(Line command) throws Exception {
        return switch (command.word()) {
            case "load" -> load(LoadPlan.of(command));
            case "release" -> release();
            default -> throw new IllegalArgumentException("unknown command \"" + command + "\"");
        };
    }

    private Line load(LoadPlan plan) throws IOException {
        if (plan.mode() == LoadMode.IDLE) {
            release();
            Load idle = new RequestLoad(plan);
            held = idle;
            idle.open();
            return Worker.done();
        }
        try (Load load = switch (plan.mode()) {
            case CONNECT -> new ConnectLoad(plan);
            case UDP -> new IdentificationLoad(plan);
            default -> new RequestLoad(plan);
        }) {
            load.open();
            return load.measure().toLine(Worker.done());
        }
    }

    private Line release() throws IOException {
        Load idle = held;
        held = null;
        if (idle != null) {
            idle.close();
        }
        return Worker.done();
    }
}
