package io.doip4j.client.uds;

import io.doip4j.uds.spi.Cancellable;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One timer of a state machine. Armed again it forgets what it was armed for, also if that is already on its way. */
final class Alarm {
    private final Engine engine;
    private @Nullable Cancellable armed;
    private int generation;

    Alarm(Engine engine) {
        this.engine = engine;
    }

    void set(Duration delay, Consumer<Effects> action, Effects effects) {
        cancel(effects);
        int mine = generation;
        effects.add(() -> arm(delay, mine, action));
    }

    void cancel(Effects effects) {
        generation++;
        Cancellable old = armed;
        armed = null;
        if (old != null) {
            effects.add(old::cancel);
        }
    }

    private void arm(Duration delay, int mine, Consumer<Effects> action) {
        Cancellable timer = engine.schedule(delay, effects -> ring(mine, action, effects));
        engine.act(effects -> {
            if (generation == mine) {
                armed = timer;
            } else {
                effects.add(timer::cancel);
            }
        });
    }

    private void ring(int mine, Consumer<Effects> action, Effects effects) {
        if (generation == mine) {
            generation++;
            armed = null;
            action.accept(effects);
        }
    }
}
