package io.doip4j.core.message;

/** Lengths of the payload fields, in bytes (ISO 13400-2, payload type tables). */
final class Layout {
    static final int ADDRESS = 2;
    static final int ADDRESSES = 4;
    static final int VIN = 17;
    static final int EID = 6;
    static final int GID = 6;
    static final int OEM = 4;
    static final int ANNOUNCEMENT = VIN + ADDRESS + EID + GID + 1;
    static final int ANNOUNCEMENT_WITH_SYNC = ANNOUNCEMENT + 1;
    static final int ACTIVATION_REQUEST = 7;
    static final int ACTIVATION_RESPONSE = 9;
    static final int STATUS = 3;
    static final int STATUS_WITH_MDS = 7;
    static final int DIAGNOSTIC_ACK = ADDRESSES + 1;

    private Layout() {}
}
