package io.doip4j.uds.services.internal.testing;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.spi.Subscription;
import io.doip4j.uds.spi.TesterConnection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A way to a tester that keeps what was sent, as {@code 62 F1 90 ..}; periodic data as {@code 6A id data}. */
final class FakeSubscription implements Subscription {
    private static final int PERIODIC = 0x2A;

    private final FakeEcu ecu;
    private final FakeExchange exchange;

    FakeSubscription(FakeEcu ecu, FakeExchange exchange) {
        this.ecu = ecu;
        this.exchange = exchange;
    }

    @Override
    public LogicalAddress tester() {
        return exchange.tester();
    }

    @Override
    public TesterConnection connection() {
        return exchange.connection();
    }

    @Override
    public int securityLevel() {
        return exchange.nested(false).securityLevel();
    }

    @Override
    public Set<String> roles() {
        return exchange.nested(false).roles();
    }

    @Override
    public boolean send(UdsResponse response) {
        return sent(response.message().toHex());
    }

    @Override
    public boolean sendPeriodic(int periodicId, Bytes data) {
        return sent(
                PositiveResponse.to(PERIODIC, Bytes.of(periodicId)).message().toHex() + " " + data.toHex());
    }

    private boolean sent(String message) {
        if (connection().isOpen()) {
            ecu.unsolicited.add(message);
            exchange.connection().unsolicited.add(message);
        }
        return connection().isOpen();
    }

    @Override
    public CompletionStage<Optional<UdsResponse>> dispatch(UdsRequest request) {
        return ecu.dispatch(request, exchange.nested(false));
    }
}
