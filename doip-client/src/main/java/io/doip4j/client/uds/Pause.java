package io.doip4j.client.uds;

import java.time.Duration;
import java.util.function.Consumer;

/** P3_client: a time in which no request begins, because nobody says when the one before is done (ISO 14229-2). */
final class Pause {
    private final Engine engine;
    private final Alarm alarm;
    private long until;
    private boolean running;

    Pause(Engine engine) {
        this.engine = engine;
        this.alarm = new Alarm(engine);
    }

    void begin(Duration length) {
        running = true;
        until = engine.now() + length.toNanos();
    }

    /** Whether it still runs; then it tells when it is over. */
    boolean holds(Consumer<Effects> over, Effects effects) {
        long left = running ? until - engine.now() : 0;
        running = left > 0;
        if (running) {
            alarm.set(Duration.ofNanos(left), over, effects);
        }
        return running;
    }

    void end(Effects effects) {
        running = false;
        alarm.cancel(effects);
    }
}
