package io.doip4j.client.uds;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a step of the state machines wants done to the world: send, arm a timer, complete a future. It is done after the lock of
 * the state machines is released, so that nothing foreign is ever called under it.
 */
final class Effects {
    private static final Logger LOG = LoggerFactory.getLogger(Effects.class);

    private final List<Runnable> effects = new ArrayList<>();

    void add(Runnable effect) {
        effects.add(effect);
    }

    void run() {
        for (Runnable effect : effects) {
            try {
                effect.run();
            } catch (RuntimeException e) {
                // The others must be done all the same, or somebody waits for ever
                LOG.error("the link or an executor failed where it must not", e);
            }
        }
    }
}
