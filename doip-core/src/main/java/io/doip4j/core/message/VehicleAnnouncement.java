package io.doip4j.core.message;

import io.doip4j.core.Bytes;
import io.doip4j.core.Eid;
import io.doip4j.core.Gid;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.Vin;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Payload type 0x0004: an entity introduces itself, of its own accord or asked by an identification request (ISO 13400-2,
 * vehicle announcement / vehicle identification response). 32 bytes, or 33 with the sync status.
 *
 * @param vin offset 0, 17 bytes
 * @param logicalAddress offset 17, 2 bytes: address of the entity
 * @param eid offset 19, 6 bytes
 * @param gid offset 25, 6 bytes
 * @param furtherAction offset 31, 1 byte
 * @param syncStatus offset 32, 1 byte, optional
 */
public record VehicleAnnouncement(
        Vin vin,
        LogicalAddress logicalAddress,
        Eid eid,
        Gid gid,
        FurtherAction furtherAction,
        Optional<SyncStatus> syncStatus)
        implements DoipMessage {

    private static final int ADDRESS_AT = Layout.VIN;
    private static final int EID_AT = ADDRESS_AT + Layout.ADDRESS;
    private static final int GID_AT = EID_AT + Layout.EID;
    private static final int ACTION_AT = GID_AT + Layout.GID;
    private static final int SYNC_AT = ACTION_AT + 1;

    static VehicleAnnouncement readPayload(Bytes payload) {
        return new VehicleAnnouncement(
                new Vin(payload.slice(0, Layout.VIN)),
                LogicalAddress.of(payload.u16(ADDRESS_AT)),
                new Eid(payload.slice(EID_AT, Layout.EID)),
                new Gid(payload.slice(GID_AT, Layout.GID)),
                FurtherAction.of(payload.u8(ACTION_AT)),
                payload.length() > SYNC_AT ? Optional.of(SyncStatus.of(payload.u8(SYNC_AT))) : Optional.empty());
    }

    @Override
    public PayloadType type() {
        return PayloadType.VEHICLE_ANNOUNCEMENT;
    }

    @Override
    public int payloadLength() {
        return syncStatus.isPresent() ? Layout.ANNOUNCEMENT_WITH_SYNC : Layout.ANNOUNCEMENT;
    }

    @Override
    public void writePayload(ByteBuffer target) {
        vin.bytes().writeTo(target);
        target.putShort((short) logicalAddress.value());
        eid.bytes().writeTo(target);
        gid.bytes().writeTo(target);
        target.put((byte) furtherAction.value());
        syncStatus.ifPresent(status -> target.put((byte) status.value()));
    }
}
