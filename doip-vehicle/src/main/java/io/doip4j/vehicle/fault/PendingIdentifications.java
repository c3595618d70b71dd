package io.doip4j.vehicle.fault;

import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.PayloadType;
import io.doip4j.server.spi.DoipPeer;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who has asked for identification and has not been answered: the answer is the same message as an announcement. Belongs to the
 * event loop.
 */
final class PendingIdentifications {
    private static final int MOST = 1024;
    private static final Set<PayloadType> REQUESTS = Set.of(
            PayloadType.VEHICLE_IDENTIFICATION_REQUEST,
            PayloadType.VEHICLE_IDENTIFICATION_REQUEST_WITH_EID,
            PayloadType.VEHICLE_IDENTIFICATION_REQUEST_WITH_VIN);

    private final Map<InetSocketAddress, Integer> waiting = new LinkedHashMap<>();

    void received(DoipPeer peer, DoipMessage message) {
        if (!REQUESTS.contains(message.type())) {
            return;
        }
        waiting.merge(peer.address(), 1, Integer::sum);
        if (waiting.size() > MOST) {
            Iterator<InetSocketAddress> oldest = waiting.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** The peer is sent what answers a request or announces the vehicle; returns whether it had asked. */
    boolean answered(DoipPeer peer) {
        Integer number = waiting.get(peer.address());
        if (number == null) {
            return false;
        }
        if (number > 1) {
            waiting.put(peer.address(), number - 1);
        } else {
            waiting.remove(peer.address());
        }
        return true;
    }
}
