package io.doip4j.client.internal.protocol;

import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.core.message.RoutingActivationResponse;
import io.doip4j.uds.spi.Cancellable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One routing activation: the request, its repetition while a confirmation in the vehicle is pending, and the last
 * response.
 */
final class ActivationExchange implements Waiting {
    /** What it needs of the machine. */
    interface Host {
        MachineSettings settings();

        MachineLink link();

        /** The exchange is over, and forgotten before its end is told. */
        void over(ActivationExchange exchange);
    }

    private final Host host;
    private final RoutingActivationRequest request;
    private final Consumer<Outcome<RoutingActivationResponse>> done;
    private int repetitionsLeft;
    private @Nullable Cancellable timer;
    private boolean awaitsResponse;
    /** A timer that fires at the same moment may come after it. */
    private boolean over;

    ActivationExchange(Host host, ActivationParameters parameters, Consumer<Outcome<RoutingActivationResponse>> done) {
        this.host = host;
        this.request = new RoutingActivationRequest(
                host.settings().tester(), parameters.type(), 0, parameters.manufacturerData());
        this.done = done;
        this.repetitionsLeft = host.settings().confirmationAttempts();
    }

    void ask() {
        if (over) {
            return;
        }
        awaitsResponse = true;
        host.link().transmit(request, () -> {});
        timer = host.link().schedule(host.settings().activationTimeout(), this::timeout);
    }

    void answered(RoutingActivationResponse response) {
        if (!awaitsResponse) {
            return;
        }
        awaitsResponse = false;
        cancelTimer();
        if (response.code().equals(RoutingActivationCode.CONFIRMATION_PENDING) && repetitionsLeft > 0) {
            repetitionsLeft--;
            timer = host.link().schedule(host.settings().confirmationDelay(), this::ask);
            return;
        }
        finish(new Outcome.Done<>(response));
    }

    /** A response that comes later could be taken for that of another request: the connection cannot be used any more. */
    private void timeout() {
        if (over || !awaitsResponse) {
            return;
        }
        finish(new Outcome.Failed<>(new Failure.Timeout(
                "the routing activation response", host.settings().activationTimeout())));
        host.link()
                .end(new Failure.Ended(
                        "closed because a routing activation request was not answered; connect anew", false));
    }

    @Override
    public void fail(Failure why) {
        finish(new Outcome.Failed<>(why));
    }

    private void finish(Outcome<RoutingActivationResponse> outcome) {
        if (over) {
            return;
        }
        over = true;
        cancelTimer();
        host.over(this);
        done.accept(outcome);
    }

    private void cancelTimer() {
        Cancellable armed = timer;
        if (armed != null) {
            armed.cancel();
            timer = null;
        }
    }
}
