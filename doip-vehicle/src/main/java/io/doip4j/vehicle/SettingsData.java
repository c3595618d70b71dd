package io.doip4j.vehicle;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.spi.Communication;
import io.doip4j.uds.spi.Communication.MessageType;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.UdsExchange;

/**
 * What testers have switched, in two bytes: the communication (services 0x28; bits 3-0 normal messages, bits 7-4 network
 * management, each the control type of the network that requests come by, 0 = all is on), and the setting of diagnostic
 * trouble codes (service 0x85; 1 on, 2 off).
 *
 * @param id the identifier
 * @param ecu the ECU
 */
record SettingsData(DataIdentifier id, EcuContext ecu) implements DataRecord {
    private static final int DTC_SETTING_ON = 1;
    private static final int DTC_SETTING_OFF = 2;
    private static final int MANAGEMENT_SHIFT = 4;

    @Override
    public Bytes read(UdsExchange exchange) {
        int communication =
                controlType(MessageType.NORMAL) | (controlType(MessageType.NETWORK_MANAGEMENT) << MANAGEMENT_SHIFT);
        return Bytes.of(communication, ecu.dtcs().updatesEnabled() ? DTC_SETTING_ON : DTC_SETTING_OFF);
    }

    private int controlType(MessageType type) {
        return ecu.communication().mode(type, Communication.RECEIVING_SUBNET).controlType();
    }
}
