package io.doip4j.client.uds;

import static io.doip4j.client.uds.Clients.hex;
import static io.doip4j.client.uds.Clients.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.uds.Dtc;
import io.doip4j.uds.spi.DtcSnapshot;
import io.doip4j.uds.spi.DtcStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Diagnostic trouble codes (ISO 14229-1, services 0x19, 0x14 and 0x85). */
class UdsDtcsTest {
    private static final Did<Long> SPEED = Did.of(0x0112, DidCodec.uint(1));

    private final FakeLink link = new FakeLink();
    private final UdsDtcs dtcs = Clients.of(link).dtcs();

    private static DtcReport.Entry entry(int dtc, int status) {
        return new DtcReport.Entry(Dtc.of(dtc), new DtcStatus(status));
    }

    @Test
    void counts() {
        link.answer("19 01 FF", "59 01 7F 01 00 02");

        assertThat(dtcs.count(0xFF)).isEqualTo(new DtcCount(0x7F, 1, 2));
        assertThat(result(dtcs.countAsync(0xFF)).count()).isEqualTo(2);
    }

    @Test
    void listsByStatusAndAll() {
        link.answer("19 02 FF", "59 02 7F 12 34 56 09 9A 01 02 2F")
                .answer("19 02 80", "59 02 7F")
                .answer("19 0A", "59 0A 7F 12 34 56 09");

        DtcReport report = dtcs.byStatus(0xFF);

        assertThat(report.availabilityMask()).isEqualTo(0x7F);
        assertThat(report.entries()).containsExactly(entry(0x123456, 0x09), entry(0x9A0102, 0x2F));
        assertThat(dtcs.byStatus(0x80).entries()).isEmpty();
        assertThat(dtcs.supported().entries()).containsExactly(entry(0x123456, 0x09));
        assertThat(result(dtcs.supportedAsync()).entries()).hasSize(1);
        assertThat(result(dtcs.byStatusAsync(0x80)).entries()).isEmpty();
    }

    @Test
    void aListThatEndsInsideACodeIsMalformed() {
        link.answer("19 02 FF", "59 02 7F 12 34 56 09 9A 01").answer("19 02 FF", "59 02");

        assertThatThrownBy(() -> dtcs.byStatus(0xFF))
                .isInstanceOf(UdsMalformedResponseException.class)
                .hasMessageContaining("has 2 bytes from index 7 on, needed are 3 or more");
        assertThatThrownBy(() -> dtcs.byStatus(0xFF)).isInstanceOf(UdsMalformedResponseException.class);
    }

    @Test
    void readsSnapshots() {
        link.answer("19 04 12 34 56 FF", "59 04 12 34 56 09 01 02 01 12 2A F1 90 41 42 43 02 01 01 12 2B")
                .answer("19 04 12 34 56 01", "59 04 12 34 56 09 01 01 02 00 AA BB")
                .answer("19 04 12 34 56 02", "59 04 12 34 56 09");

        DtcSnapshots all = dtcs.snapshots(0x123456, 0xFF, SPEED, Did.of(0xF190, DidCodec.ascii(3)));
        assertThat(all.entry()).isEqualTo(entry(0x123456, 0x09));
        assertThat(all.records())
                .containsExactly(
                        Map.entry(1, DtcSnapshot.of(0x0112, hex("2A")).and(0xF190, hex("41 42 43"))),
                        Map.entry(2, DtcSnapshot.of(0x0112, hex("2B"))));
        assertThat(dtcs.snapshots(0x123456, 1).records())
                .containsExactly(Map.entry(1, DtcSnapshot.of(0x0200, hex("AA BB"))));
        assertThat(result(dtcs.snapshotsAsync(0x123456, 2)).records()).isEmpty();
    }

    @Test
    void aSnapshotWithDataOfUnknownLengthSaysWhatIsMissing() {
        link.answer("19 04 12 34 56 FF", "59 04 12 34 56 09 01 02 01 12 2A F1 90 41 42 43");

        assertThatThrownBy(() -> dtcs.snapshots(0x123456, 0xFF))
                .isInstanceOf(UdsMalformedResponseException.class)
                .hasMessageContaining("has data identifier 0x0112 of unknown length: name it in the call");
    }

    @Test
    void readsExtendedData() {
        link.answer("19 06 9A 01 02 01", "59 06 9A 01 02 2F 01 05")
                .answer("19 06 9A 01 02 FF", "59 06 9A 01 02 2F 01 05 02 00 07");

        assertThat(dtcs.extendedData(0x9A0102, 1, Map.of()).records()).containsExactly(Map.entry(1, hex("05")));
        assertThat(dtcs.extendedData(0x9A0102, 0xFF, Map.of(1, 1, 2, 2)).records())
                .containsExactly(Map.entry(1, hex("05")), Map.entry(2, hex("00 07")));
        assertThat(result(dtcs.extendedDataAsync(0x9A0102, 1, Map.of())).entry())
                .isEqualTo(entry(0x9A0102, 0x2F));
    }

    @Test
    void clearsAndSwitches() {
        link.answer("14 FF FF FF", "54")
                .answer("14 12 34 56", "54")
                .answer("85 02", "C5 02")
                .answer("85 01", "C5 01");

        dtcs.clear();
        dtcs.clear(0x123456);
        dtcs.setting(false);
        dtcs.setting(true);
        result(dtcs.clearAsync(0x123456));
        result(dtcs.settingAsync(true));

        assertThat(link.takeSent()).hasSize(6);
        assertThatThrownBy(() -> dtcs.clear(0x100_0000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> dtcs.byStatus(0x100)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> dtcs.snapshots(1, 0x100)).isInstanceOf(IllegalArgumentException.class);
    }
}
