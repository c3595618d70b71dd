package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.spi.Cancellable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who hears of messages that no request waits for. */
final class UnsolicitedMessages {
    private record Registration(UnsolicitedListener listener, CallbackQueue queue) {
        void message(LogicalAddress source, Bytes message) {
            queue.call(() -> listener.message(source, message));
        }

        void periodic(LogicalAddress source, Bytes data) {
            queue.call(() -> listener.periodic(source, data));
        }
    }

    private final List<Registration> registrations = new CopyOnWriteArrayList<>();

    Cancellable add(UnsolicitedListener listener, UdsOptions options) {
        Registration registration = new Registration(listener, new CallbackQueue(options.executor));
        registrations.add(registration);
        return () -> registrations.remove(registration);
    }

    void message(LogicalAddress source, Bytes message, Effects effects) {
        registrations.forEach(registration -> effects.add(() -> registration.message(source, message)));
    }

    void periodic(LogicalAddress source, Bytes data, Effects effects) {
        registrations.forEach(registration -> effects.add(() -> registration.periodic(source, data)));
    }
}
