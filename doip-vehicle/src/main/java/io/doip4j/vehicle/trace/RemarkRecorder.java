package io.doip4j.vehicle.trace;

import io.doip4j.core.LogicalAddress;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.DoipServerListener;
import io.doip4j.uds.UdsRequest;
import java.util.Locale;
import java.util.function.Consumer;

/** Records what the bytes do not tell: why the server ends a connection, and that a service failed. */
final class RemarkRecorder implements DoipServerListener {
    private final TraceClock clock;
    private final Consumer<Remark> target;

    RemarkRecorder(TraceClock clock, Consumer<Remark> target) {
        this.clock = clock;
        this.target = target;
    }

    @Override
    public void connectionClosed(DoipPeer peer, CloseReason reason) {
        if (reason != CloseReason.PEER) {
            String words = reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            target.accept(new Remark(clock.now(), peer.toString(), "the server ends the connection: " + words));
        }
    }

    @Override
    public void serviceFailed(LogicalAddress ecu, String serviceClass, UdsRequest request, Throwable fault) {
        target.accept(new Remark(
                clock.now(),
                "ECU " + ecu,
                serviceClass + " failed at the request " + request.message() + ": " + fault));
    }
}
