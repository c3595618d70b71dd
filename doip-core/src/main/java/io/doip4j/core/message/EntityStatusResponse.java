package io.doip4j.core.message;

import io.doip4j.core.Bytes;
import io.doip4j.core.internal.Checks;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Payload type 0x4002: kind and sockets of an entity (ISO 13400-2, DoIP entity status response). 3 bytes, or 7 with the
 * maximum data size.
 *
 * @param nodeType offset 0, 1 byte
 * @param maxSockets offset 1, 1 byte: how many TCP connections it can serve at once, without the reserve (MCTS); 1..255,
 *     0 is kept if received
 * @param openSockets offset 2, 1 byte: how many are established now (NCTS), 0..255
 * @param maxDataSize offset 3, 4 bytes, optional: largest request it can take (MDS), 0..0xFFFFFFFF bytes
 */
public record EntityStatusResponse(NodeType nodeType, int maxSockets, int openSockets, OptionalLong maxDataSize)
        implements DoipMessage {

    /**
     * Checks the ranges.
     *
     * @param nodeType kind of entity
     * @param maxSockets how many TCP connections it can serve at once
     * @param openSockets how many are established now
     * @param maxDataSize largest request it can take
     * @throws IllegalArgumentException if a number does not fit into its field
     */
    public EntityStatusResponse {
        Checks.u8("maximum of sockets (MCTS)", maxSockets);
        Checks.u8("open sockets (NCTS)", openSockets);
        maxDataSize.ifPresent(size -> Checks.u32("maximum data size (MDS)", size));
    }

    static EntityStatusResponse readPayload(Bytes payload) {
        return new EntityStatusResponse(
                NodeType.of(payload.u8(0)),
                payload.u8(1),
                payload.u8(2),
                payload.length() > Layout.STATUS ? OptionalLong.of(payload.u32(Layout.STATUS)) : OptionalLong.empty());
    }

    @Override
    public PayloadType type() {
        return PayloadType.ENTITY_STATUS_RESPONSE;
    }

    @Override
    public int payloadLength() {
        return maxDataSize.isPresent() ? Layout.STATUS_WITH_MDS : Layout.STATUS;
    }

    @Override
    public void writePayload(ByteBuffer target) {
        target.put((byte) nodeType.value());
        target.put((byte) maxSockets);
        target.put((byte) openSockets);
        maxDataSize.ifPresent(size -> target.putInt((int) size));
    }
}
