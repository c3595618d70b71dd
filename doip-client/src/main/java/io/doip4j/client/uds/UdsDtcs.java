package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Dtc;
import io.doip4j.uds.ServiceId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Diagnostic trouble codes of an ECU (ISO 14229-1, services 0x19, 0x14 and 0x85). Other reports can be had with
 * {@link UdsClient#request}.
 *
 * <pre>{@code
 * for (DtcReport.Entry entry : ecu.dtcs().byStatus(0x08).entries()) {
 *     System.out.println(entry.dtc() + " " + entry.status());
 * }
 * ecu.dtcs().clear();
 * }</pre>
 */
public final class UdsDtcs {
    private static final int NUMBER_BY_STATUS = 0x01;
    private static final int BY_STATUS = 0x02;
    private static final int SNAPSHOT_BY_DTC = 0x04;
    private static final int EXTENDED_DATA_BY_DTC = 0x06;
    private static final int SUPPORTED = 0x0A;
    private static final int ALL_GROUPS = 0xFF_FFFF;
    private static final int SETTING_ON = 0x01;
    private static final int SETTING_OFF = 0x02;

    private final Peer peer;

    UdsDtcs(Peer peer) {
        this.peer = peer;
    }

    /**
     * Counts codes: report 0x01.
     *
     * @param statusMask which status bits count, 0..0xFF
     * @return how many have one of them
     * @throws IllegalArgumentException if the mask is out of range
     */
    public DtcCount count(int statusMask) {
        return countCall(statusMask).now();
    }

    /**
     * Counts codes: report 0x01.
     *
     * @param statusMask which status bits count, 0..0xFF
     * @return how many have one of them
     * @throws IllegalArgumentException if the mask is out of range
     */
    public CompletionStage<DtcCount> countAsync(int statusMask) {
        return countCall(statusMask).async();
    }

    private Call<DtcCount> countCall(int statusMask) {
        return peer.call(report(NUMBER_BY_STATUS).u8(mask(statusMask)).build(), DtcCount::read);
    }

    /**
     * Lists codes by their status: report 0x02.
     *
     * @param statusMask which status bits count, 0..0xFF
     * @return those that have one of them
     * @throws IllegalArgumentException if the mask is out of range
     */
    public DtcReport byStatus(int statusMask) {
        return byStatusCall(statusMask).now();
    }

    /**
     * Lists codes by their status: report 0x02.
     *
     * @param statusMask which status bits count, 0..0xFF
     * @return those that have one of them
     * @throws IllegalArgumentException if the mask is out of range
     */
    public CompletionStage<DtcReport> byStatusAsync(int statusMask) {
        return byStatusCall(statusMask).async();
    }

    private Call<DtcReport> byStatusCall(int statusMask) {
        return peer.call(report(BY_STATUS).u8(mask(statusMask)).build(), DtcReport::read);
    }

    /**
     * Lists all codes that the ECU knows: report 0x0A.
     *
     * @return all, with their status
     */
    public DtcReport supported() {
        return peer.call(report(SUPPORTED).build(), DtcReport::read).now();
    }

    /**
     * Lists all codes that the ECU knows: report 0x0A.
     *
     * @return all, with their status
     */
    public CompletionStage<DtcReport> supportedAsync() {
        return peer.call(report(SUPPORTED).build(), DtcReport::read).async();
    }

    /**
     * Reads snapshot records of a code: report 0x04. The answer does not say where the data of an identifier end, so all but the
     * very last one have to be named.
     *
     * @param dtc 0..0xFFFFFF
     * @param record record number, 0..0xFF; 0xFF for all
     * @param known data identifiers that may be in a snapshot, with codecs that have a length
     * @return the records
     * @throws IllegalArgumentException if a number is out of range
     */
    public DtcSnapshots snapshots(int dtc, int record, Did<?>... known) {
        return snapshotsCall(dtc, record, List.of(known)).now();
    }

    /**
     * Reads snapshot records of a code: report 0x04, as {@link #snapshots}.
     *
     * @param dtc 0..0xFFFFFF
     * @param record record number, 0..0xFF; 0xFF for all
     * @param known data identifiers that may be in a snapshot, with codecs that have a length
     * @return the records
     * @throws IllegalArgumentException if a number is out of range
     */
    public CompletionStage<DtcSnapshots> snapshotsAsync(int dtc, int record, Did<?>... known) {
        return snapshotsCall(dtc, record, List.of(known)).async();
    }

    private Call<DtcSnapshots> snapshotsCall(int dtc, int record, List<Did<?>> known) {
        return peer.call(record(SNAPSHOT_BY_DTC, dtc, record), response -> DtcSnapshots.read(response, known));
    }

    /**
     * Reads extended data records of a code: report 0x06. The answer does not say where a record ends, so all but the last one
     * need a length.
     *
     * @param dtc 0..0xFFFFFF
     * @param record record number, 0..0xFF; 0xFF for all
     * @param lengths record number to number of bytes; may be empty if the answer has one record only
     * @return the records
     * @throws IllegalArgumentException if a number is out of range
     */
    public DtcExtendedData extendedData(int dtc, int record, Map<Integer, Integer> lengths) {
        return extendedDataCall(dtc, record, Map.copyOf(lengths)).now();
    }

    /**
     * Reads extended data records of a code: report 0x06, as {@link #extendedData}.
     *
     * @param dtc 0..0xFFFFFF
     * @param record record number, 0..0xFF; 0xFF for all
     * @param lengths record number to number of bytes
     * @return the records
     * @throws IllegalArgumentException if a number is out of range
     */
    public CompletionStage<DtcExtendedData> extendedDataAsync(int dtc, int record, Map<Integer, Integer> lengths) {
        return extendedDataCall(dtc, record, Map.copyOf(lengths)).async();
    }

    private Call<DtcExtendedData> extendedDataCall(int dtc, int record, Map<Integer, Integer> lengths) {
        return peer.call(
                record(EXTENDED_DATA_BY_DTC, dtc, record), response -> DtcExtendedData.read(response, lengths));
    }

    /** Clears all codes: service 0x14 with group 0xFFFFFF. */
    public void clear() {
        clear(ALL_GROUPS);
    }

    /**
     * Clears a code or a group of codes: service 0x14.
     *
     * @param group 0..0xFFFFFF
     * @throws IllegalArgumentException if the group is out of range
     */
    public void clear(int group) {
        clearCall(group).now();
    }

    /**
     * Clears a code or a group of codes: service 0x14.
     *
     * @param group 0..0xFFFFFF
     * @return completes with the positive answer
     * @throws IllegalArgumentException if the group is out of range
     */
    public CompletionStage<Void> clearAsync(int group) {
        return clearCall(group).async();
    }

    private Call<Void> clearCall(int group) {
        return peer.confirmed(new RequestBuilder(ServiceId.CLEAR_DIAGNOSTIC_INFORMATION)
                .unsigned(Dtc.of(group).value(), 3)
                .build());
    }

    /**
     * Switches on or off that the ECU updates the status of its codes: service 0x85.
     *
     * @param on whether to update
     */
    public void setting(boolean on) {
        settingCall(on).now();
    }

    /**
     * Switches on or off that the ECU updates the status of its codes: service 0x85.
     *
     * @param on whether to update
     * @return completes with the positive answer
     */
    public CompletionStage<Void> settingAsync(boolean on) {
        return settingCall(on).async();
    }

    private Call<Void> settingCall(boolean on) {
        return peer.confirmed(new RequestBuilder(ServiceId.CONTROL_DTC_SETTING)
                .u8(on ? SETTING_ON : SETTING_OFF)
                .build());
    }

    private static RequestBuilder report(int subFunction) {
        return new RequestBuilder(ServiceId.READ_DTC_INFORMATION).u8(subFunction);
    }

    private static Bytes record(int subFunction, int dtc, int record) {
        return report(subFunction)
                .unsigned(Dtc.of(dtc).value(), 3)
                .u8(Args.u8("record number", record))
                .build();
    }

    private static int mask(int statusMask) {
        return Args.u8("status mask", statusMask);
    }
}
