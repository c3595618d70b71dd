package io.doip4j.client.uds;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a step of the state machines wants done to the world: send, arm a timer, complete a future. It is done after the lock of
 * the state machines is released, so that nothing foreign is ever called under it.
 */
final class Effects {
    private static final Logger LOG = LoggerFactory.getLogger(Effects.class);

    private final Deque<Runnable> effects = new ArrayDeque<>();

    /** Also while they run: then it is done at the end. */
    void add(Runnable effect) {
        effects.addLast(effect);
    }

    void run() {
        Runnable effect;
        while ((effect = effects.pollFirst()) != null) {
            try {
                effect.run();
            } catch (RuntimeException | Error e) {
                // The others must be done all the same, or somebody waits for ever
                LOG.error("the link or an executor failed where it must not", e);
            }
        }
    }
}
