package io.doip4j.vehicle.trace;

/** Which port of the server a capture file shows. */
public enum ShownPort {
    /**
     * 13400, whatever the server is bound to. Wireshark recognises DoIP, and UDS in it, by this port, so that there is
     * nothing to set up. The real port is in the description of the interface.
     */
    STANDARD,
    /** The one that the server is bound to. Wireshark has to be told that it is DoIP ("Decode As"). */
    REAL
}
