package io.doip4j.uds.services.event;

import io.doip4j.uds.Dtc;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.spi.DtcStatus;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;

/** Watches the status of diagnostic trouble codes. */
final class DtcTrigger implements Trigger {
    private final BiPredicate<DtcStatus, DtcStatus> change;
    private final Function<Dtc, UdsRequest> answer;
    private Consumer<UdsRequest> happened = request -> {};

    /** The change is from the first status to the second. */
    DtcTrigger(BiPredicate<DtcStatus, DtcStatus> change, Function<Dtc, UdsRequest> answer) {
        this.change = change;
        this.answer = answer;
    }

    @Override
    public void start(Consumer<UdsRequest> consumer) {
        happened = consumer;
    }

    @Override
    public void stop() {
        happened = request -> {};
    }

    @Override
    public void statusChanged(Dtc dtc, DtcStatus from, DtcStatus to) {
        if (change.test(from, to)) {
            happened.accept(answer.apply(dtc));
        }
    }
}
