package io.doip4j.client.internal.net;

import io.doip4j.client.internal.protocol.Failure;
import io.doip4j.client.internal.protocol.Outcome;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The attempts to make a lost connection anew: how many there were, when the next one is due, and who waits for the end. */
final class ReconnectAttempts {
    private static final BackOff WHEN_ASKED = new BackOff(10, Duration.ofMillis(100), Duration.ofSeconds(3));

    private final BackOff configured;
    private final List<Consumer<Outcome<Boolean>>> waiting = new ArrayList<>();
    private BackOff backOff;
    private int made = -1;

    ReconnectAttempts(BackOff configured) {
        this.configured = configured;
        this.backOff = configured;
    }

    /**
     * Begins because the connection was lost. If it had been there for a short time only, the attempts before it count: an
     * entity that takes connections and closes them is not asked without end.
     */
    void beginAfter(Duration connected) {
        backOff = configured;
        made = connected.compareTo(configured.longest()) > 0 ? 0 : made + 1;
    }

    /** Begins because somebody wants it. */
    void beginFor(Consumer<Outcome<Boolean>> asking) {
        waiting.add(asking);
        backOff = configured.attempts() > 0 ? configured : WHEN_ASKED;
        made = 0;
    }

    void await(Consumer<Outcome<Boolean>> asking) {
        waiting.add(asking);
    }

    boolean areExhausted() {
        return made() >= backOff.attempts();
    }

    int made() {
        return Math.max(0, made);
    }

    /** The wait before the next one. */
    Duration delay() {
        return backOff.before(made());
    }

    void failed() {
        made++;
    }

    void over(Outcome<Boolean> outcome) {
        List<Consumer<Outcome<Boolean>>> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(one -> one.accept(outcome));
    }

    /** Why an attempt failed; null if it did not, and the connection was lost at once. */
    static @Nullable Failure failure(Outcome<Optional<RoutingActivationResponse>> outcome) {
        if (outcome instanceof Outcome.Failed<Optional<RoutingActivationResponse>> failed) {
            return failed.failure();
        }
        return denial(outcome)
                .map(code -> new Failure.NotConnected("routing could not be activated again, code " + code, null))
                .orElse(null);
    }

    /** Entities keep an address for seconds after its connection is gone, or are not up yet after a reset. */
    static boolean mayPass(Outcome<Optional<RoutingActivationResponse>> outcome) {
        return denial(outcome)
                .map(code -> code.equals(RoutingActivationCode.SOURCE_ADDRESS_IN_USE)
                        || code.equals(RoutingActivationCode.ALL_SOCKETS_ACTIVE)
                        || code.equals(RoutingActivationCode.CONFIRMATION_PENDING)
                        || code.equals(RoutingActivationCode.VEHICLE_NOT_READY))
                .orElse(true);
    }

    private static Optional<RoutingActivationCode> denial(Outcome<Optional<RoutingActivationResponse>> outcome) {
        return outcome instanceof Outcome.Done<Optional<RoutingActivationResponse>> done
                ? done.value()
                        .map(RoutingActivationResponse::code)
                        .filter(code -> !code.equals(RoutingActivationCode.ACTIVATED))
                : Optional.empty();
    }
}
