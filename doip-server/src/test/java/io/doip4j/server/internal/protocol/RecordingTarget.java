package io.doip4j.server.internal.protocol;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.uds.spi.Addressing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An ECU that remembers what it was given, and answers when told to. */
final class RecordingTarget implements DiagnosticTarget {
    record Delivery(DiagnosticMessage message, Addressing addressing, ProtocolVersion version, ReplyChannel channel) {
        boolean answer(LogicalAddress from, String data) {
            return channel.reply(version, new DiagnosticMessage(from, message.source(), Bytes.hex(data)));
        }
    }

    private final LogicalAddress address;
    final List<Delivery> deliveries = new ArrayList<>();
    int maxLength = Integer.MAX_VALUE;

    @Nullable
    DiagnosticNackCode refusal;

    @Nullable
    String immediateAnswer;

    RecordingTarget(int address) {
        this.address = LogicalAddress.of(address);
    }

    @Override
    public LogicalAddress address() {
        return address;
    }

    @Override
    public @Nullable DiagnosticNackCode refusal(DiagnosticMessage message) {
        return message.userData().length() > maxLength ? DiagnosticNackCode.MESSAGE_TOO_LARGE : refusal;
    }

    @Override
    public void deliver(
            DiagnosticMessage message, Addressing addressing, ProtocolVersion version, ReplyChannel channel) {
        Delivery delivery = new Delivery(message, addressing, version, channel);
        deliveries.add(delivery);
        String answer = immediateAnswer;
        if (answer != null) {
            delivery.answer(address, answer);
        }
    }
}
