package io.doip4j.client.uds;

/**
 * How many diagnostic trouble codes there are (ISO 14229-1, service 0x19, report 0x01).
 *
 * @param availabilityMask the status bits that the ECU supports, 0..0xFF
 * @param format format of the codes, 0..0xFF; 0x01 for ISO 14229-1
 * @param count how many, 0..0xFFFF
 */
public record DtcCount(int availabilityMask, int format, int count) {
    static DtcCount read(ResponseReader response) {
        response.skip(1);
        return new DtcCount(response.u8(), response.u8(), response.u16());
    }
}
