package io.doip4j.server.internal.uds;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.PeriodicDiagnosticMessage;
import io.doip4j.server.internal.uds.SecurityState.Rights;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.spi.PeriodicFormat;
import io.doip4j.uds.spi.Subscription;
import io.doip4j.uds.spi.TesterConnection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A way to a tester outside of its requests. */
final class TesterSubscription implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(TesterSubscription.class);
    private static final Bytes PERIODIC_RESPONSE =
            Bytes.of(ServiceId.READ_DATA_BY_PERIODIC_IDENTIFIER.value() + ServiceId.RESPONSE_OFFSET);

    private final Ecu ecu;
    private final Tester tester;

    TesterSubscription(Ecu ecu, Tester tester) {
        this.ecu = ecu;
        this.tester = tester;
    }

    @Override
    public LogicalAddress tester() {
        return tester.address();
    }

    @Override
    public TesterConnection connection() {
        return new ConnectionView(ecu, tester.channel());
    }

    @Override
    public int securityLevel() {
        return rights().level();
    }

    @Override
    public Set<String> roles() {
        return rights().roles();
    }

    private Rights rights() {
        return ecu.security().rightsOf(tester.address(), tester.channel().connectionId());
    }

    @Override
    public boolean send(UdsResponse response) {
        return send(response.message());
    }

    @Override
    public boolean sendPeriodic(int periodicId, Bytes data) {
        PeriodicFormat format = ecu.definition().periodicFormat();
        Bytes message = Bytes.of(periodicId).plus(data);
        if (format == PeriodicFormat.WITH_SERVICE_ID) {
            return send(PERIODIC_RESPONSE.plus(message));
        }
        return format == PeriodicFormat.PERIODIC_MESSAGE
                ? send(() -> tester.channel()
                        .reply(
                                tester.version(),
                                new PeriodicDiagnosticMessage(ecu.address(), tester.address(), message)))
                : send(message);
    }

    private boolean send(Bytes message) {
        return send(() -> tester.channel()
                .reply(tester.version(), new DiagnosticMessage(ecu.address(), tester.address(), message)));
    }

    /** A service on the handler pool must not touch the output of the loop: it is told what can be known there. */
    private boolean send(BooleanSupplier reply) {
        if (!canSend()) {
            return false;
        }
        if (!ecu.gate().isTaken()) {
            return reply.getAsBoolean();
        }
        ecu.host().onLoop(() -> {
            if (!canSend() || !reply.getAsBoolean()) {
                LOG.debug("a message for tester {} was dropped", tester.address());
            }
        });
        return true;
    }

    private boolean canSend() {
        return !ecu.host().isClosed()
                && tester.channel().isOpen()
                && !tester.channel().isCongested();
    }

    @Override
    public CompletionStage<Optional<UdsResponse>> dispatch(UdsRequest request) {
        NestedRequest nested = new NestedRequest(tester, request, false, null);
        ecu.host().onLoop(() -> ecu.whenIdle(nested));
        return nested.response();
    }
}
