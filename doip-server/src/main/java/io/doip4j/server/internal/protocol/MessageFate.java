package io.doip4j.server.internal.protocol;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.server.spi.Interception;
import java.time.Duration;

/** What can become of one message, on its way in or out: the one place that knows every {@link Interception}. */
interface MessageFate {
    /** The message, or one in its place, goes its way. */
    void pass(DoipMessage message);

    /** Bytes go to the peer as they are. */
    void sendRaw(Bytes segment);

    /** The connection ends, if there is one. */
    void end(Interception.Close how);

    /** Something is decided later. */
    void later(Duration time, Runnable then);

    /** Something is decided later, and whatever else is sent waits. */
    default void hold(Duration time, Runnable then) {
        later(time, then);
    }

    /** Does what was decided. */
    default void apply(Interception decision, DoipMessage message) {
        if (decision instanceof Interception.Replace replacement) {
            replacement.messages().forEach(this::pass);
        } else if (decision instanceof Interception.Delay delay) {
            later(delay.time(), () -> apply(delay.then(), message));
        } else if (decision instanceof Interception.Hold hold) {
            hold(hold.time(), () -> apply(hold.then(), message));
        } else if (decision instanceof Interception.Sequence sequence) {
            sequence.steps().forEach(step -> apply(step, message));
        } else if (decision instanceof Interception.Raw raw) {
            raw.segments().forEach(this::sendRaw);
        } else if (decision instanceof Interception.Close how) {
            end(how);
        } else {
            pass(message);
        }
    }
}
