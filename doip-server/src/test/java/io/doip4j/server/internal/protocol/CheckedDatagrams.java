package io.doip4j.server.internal.protocol;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DatagramReader;
import io.doip4j.core.codec.DatagramResult;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.GenericNack;
import io.doip4j.core.message.VehicleAnnouncement;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds the answers to datagrams against what has to be; identification responses come later. */
final class CheckedDatagrams implements DatagramLink {
    private static final DatagramReader TESTER = new DatagramReader(HeaderRules.tester(1 << 20));

    private final HeaderModel model = new HeaderModel(false, TestConfig.MAX_BEFORE_ACTIVATION);
    private final Map<InetSocketAddress, Integer> identifications = new HashMap<>();
    private final List<Integer> answers = new ArrayList<>();
    private boolean inDatagram;
    int answered;

    /** Gives a datagram to the handler, and looks at what comes at once. */
    void receive(byte[] datagram, InetSocketAddress sender, DiscoveryHandler handler) {
        answers.clear();
        int verdict = model.datagram(datagram);
        int type = datagram.length < 4 ? 0 : ((datagram[2] & 0xFF) << 8) | (datagram[3] & 0xFF);
        boolean identification = verdict == HeaderModel.ACCEPTED && type <= 0x0003;
        if (identification) {
            identifications.merge(sender, 1, Integer::sum);
        }
        inDatagram = true;
        handler.datagram(Bytes.copyOf(datagram).asBuffer(), sender, this);
        inDatagram = false;
        List<Integer> due = verdict == HeaderModel.IGNORED || identification
                ? List.of()
                : List.of(verdict == HeaderModel.ACCEPTED ? type + 1 : verdict);
        if (!answers.equals(due)) {
            throw new AssertionError("answered with " + answers + " instead of " + due);
        }
        answered += answers.size();
    }

    @Override
    public boolean send(ProtocolVersion version, DoipMessage message, InetSocketAddress target) {
        DatagramResult result = TESTER.read(DoipEncoder.encode(version, message).asBuffer());
        boolean spoken = version.equals(ProtocolVersion.ISO_2012) || version.equals(ProtocolVersion.ISO_2019);
        if (!spoken
                || !(result instanceof DatagramResult.Message same)
                || !same.message().equals(message)) {
            throw new AssertionError("not a message: " + version + " " + message);
        }
        if (message instanceof VehicleAnnouncement) {
            identified(target);
        } else if (inDatagram) {
            answers.add(
                    message instanceof GenericNack nack
                            ? nack.code().value()
                            : message.type().value());
        } else {
            throw new AssertionError("late: " + message);
        }
        return true;
    }

    private void identified(InetSocketAddress target) {
        Integer asked = identifications.get(target);
        if (inDatagram || asked == null) {
            throw new AssertionError("nobody at " + target + " waits for an identification response");
        }
        if (asked == 1) {
            identifications.remove(target);
        } else {
            identifications.put(target, asked - 1);
        }
        answered++;
    }

    @Override
    public void sendRaw(Bytes datagram, InetSocketAddress target) {
        throw new AssertionError("nobody intercepts");
    }
}
