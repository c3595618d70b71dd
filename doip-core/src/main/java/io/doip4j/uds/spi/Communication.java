package io.doip4j.uds.spi;

/**
 * Which communication of the ECU is switched on (ISO 14229-1, service 0x28): everything at the start, after a reset and in
 * the default session. Diagnostic communication is never switched off.
 *
 * <p>Thread rule: as for the ECU, one thread at a time.
 */
public interface Communication {
    /** Subnet number that means all subnets: 0. */
    int ALL_SUBNETS = 0;

    /** Largest number of a subnet: 0x0E. */
    int LARGEST_SUBNET = 0x0E;

    /** The network that the request came by: 0x0F. */
    int RECEIVING_SUBNET = 0x0F;

    /** What is communicated. */
    enum MessageType {
        /** Messages between applications. */
        NORMAL,
        /** Messages of the network management. */
        NETWORK_MANAGEMENT
    }

    /** What is switched on. */
    enum Mode {
        /** Reception and transmission. */
        ENABLE_RX_AND_TX(0x00),
        /** Reception only. */
        ENABLE_RX_DISABLE_TX(0x01),
        /** Transmission only. */
        DISABLE_RX_ENABLE_TX(0x02),
        /** Nothing. */
        DISABLE_RX_AND_TX(0x03);

        private final int controlType;

        Mode(int controlType) {
            this.controlType = controlType;
        }

        /**
         * The sub-function of CommunicationControl that asks for it.
         *
         * @return 0..3
         */
        public int controlType() {
            return controlType;
        }
    }

    /**
     * What is switched on.
     *
     * @param type what is communicated
     * @param subnet 1..0x0F; 0x0F for the network that diagnostic requests come by
     * @return the mode
     * @throws IllegalArgumentException if the subnet is out of range
     */
    Mode mode(MessageType type, int subnet);

    /**
     * Switches.
     *
     * @param type what is communicated
     * @param subnet 0 for all, or 1..0x0F
     * @param mode the mode
     * @throws IllegalArgumentException if the subnet is out of range
     */
    void switchTo(MessageType type, int subnet, Mode mode);

    /** Switches everything on. */
    void enableAll();

    /**
     * Calls a listener after every change.
     *
     * @param listener called by the thread that makes the change; must return at once
     */
    void onChange(Runnable listener);
}
