package io.doip4j.uds.ecu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Dtc;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.DtcSnapshot;
import io.doip4j.uds.spi.DtcStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InMemoryDtcStoreTest {
    private static final Dtc A = Dtc.of(0x123456);
    private static final Dtc B = Dtc.of(0x9A0102);
    private static final Dtc UNKNOWN = Dtc.of(0xAAAAAA);
    private static final int ALL = 0xFF_FFFF;

    private InMemoryDtcStore store = new InMemoryDtcStore(DtcSettings.standard());

    private static DtcDefinition.Builder a() {
        return DtcDefinition.of(A.value());
    }

    private static DtcDefinition.Builder b() {
        return DtcDefinition.of(B.value());
    }

    private InMemoryDtcStore with(DtcDefinition.Builder... definitions) {
        for (DtcDefinition.Builder definition : definitions) {
            store.register(definition.build());
        }
        return store;
    }

    private int status() {
        return store.status(A).bits();
    }

    /** F: failed, P: passed, N: new operation cycle, C: clear, off and on: setting of service 0x85. */
    private void play(String events) {
        for (String event : events.split(" ", -1)) {
            switch (event) {
                case "F" -> store.reportTestFailed(A);
                case "P" -> store.reportTestPassed(A);
                case "N" -> store.newOperationCycle();
                case "C" -> store.clear(ALL);
                case "off" -> store.updatesEnabled(false);
                case "on" -> store.updatesEnabled(true);
                default -> throw new IllegalArgumentException(event);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        // confirmed by, ages after, events,                status
        "1,              0,          C,                     0x50",
        "1,              0,          F,                     0x2F",
        "1,              0,          P,                     0x00",
        "1,              0,          F P,                   0x2E",
        "1,              0,          F N,                   0x6D",
        "1,              0,          F P N,                 0x6C",
        "1,              0,          F P N N,               0x6C",
        "1,              0,          F P N P N,             0x68",
        "1,              0,          F C,                   0x50",
        "1,              0,          F C P,                 0x00",
        "2,              0,          F,                     0x27",
        "2,              0,          F F F,                 0x27",
        "2,              0,          F P F,                 0x27",
        "2,              0,          F N F,                 0x2F",
        "2,              0,          F N N F,               0x2F",
        "2,              0,          F P N P N F,           0x27",
        "2,              0,          F C N F,               0x27",
        "3,              0,          F N F N F,             0x2F",
        "1,              1,          F P N,                 0x6C",
        "1,              1,          F P N P N,             0x60",
        "1,              2,          F P N P N,             0x68",
        "1,              2,          F P N P N P N,         0x60",
        "1,              2,          F P N P N N P N,       0x60",
        "1,              2,          F P N P N F P N P N,   0x68",
        "1,              0,          F off P,               0x2F",
        "1,              0,          off F,                 0x50",
        "1,              0,          F off N,               0x2F",
        "1,              0,          F off C,               0x50",
        "1,              0,          F off on P,            0x2E"
    })
    void statusAfterEvents(int threshold, int aging, String events, int expected) {
        with(a().confirmationThreshold(threshold).agingThreshold(aging));
        play(events);

        assertThat(store.status(A)).isEqualTo(new DtcStatus(expected));
    }

    // Bit 7 goes with bit 3, if the code asks for it and the ECU supports it.
    @Test
    void warningIndicator() {
        store = new InMemoryDtcStore(DtcSettings.standard().availabilityMask(0xFF));
        with(a().warningIndicator().confirmationThreshold(2).agingThreshold(1));
        play("F");
        assertThat(status()).isEqualTo(0x27);
        play("N F");
        assertThat(status()).isEqualTo(0xAF);
        play("P N P N");
        assertThat(status()).isEqualTo(0x60);
        play("F N F C");
        assertThat(status()).isEqualTo(0x50);
    }

    // What the ECU does not support is neither reported nor matched.
    @Test
    void availabilityMask() {
        store = new InMemoryDtcStore(
                DtcSettings.standard().availabilityMask(0x09).formatIdentifier(0x04));
        with(a(), b().initialStatus(0xF6));
        play("F");

        assertThat(store.availabilityMask()).isEqualTo(0x09);
        assertThat(store.formatIdentifier()).isEqualTo(0x04);
        assertThat(status()).isEqualTo(0x09);
        assertThat(store.status(B)).isEqualTo(new DtcStatus(0));
        assertThat(store.matching(0xFF)).extracting(DtcDefinition::dtc).containsExactly(A);
        assertThat(store.matching(0xF6)).isEmpty();
    }

    @Test
    void matching() {
        with(b().initialStatus(0x2F), a().initialStatus(0x09));

        assertThat(store.matching(0xFF)).extracting(DtcDefinition::dtc).containsExactly(A, B);
        assertThat(store.matching(0x04)).extracting(DtcDefinition::dtc).containsExactly(B);
        assertThat(store.matching(0x80)).isEmpty();
        assertThat(store.matching(0x00)).isEmpty();
        assertThat(store.all()).extracting(DtcDefinition::dtc).containsExactly(A, B);
    }

    @Test
    void codeIsThereOnce() {
        with(a());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(a().severity(1, 1)))
                .withMessageContaining("0x123456");
        assertThat(store.all()).hasSize(1);
    }

    @Test
    void unknownCodeIsAnError() {
        with(a());

        assertThat(store.find(UNKNOWN)).isNull();
        assertThat(store.find(A)).isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.status(UNKNOWN))
                .withMessageContaining("0xAAAAAA");
        assertThatIllegalArgumentException().isThrownBy(() -> store.reportTestFailed(UNKNOWN));
        assertThatIllegalArgumentException().isThrownBy(() -> store.reportTestPassed(UNKNOWN));
        assertThatIllegalArgumentException().isThrownBy(() -> store.snapshots(UNKNOWN));
        store.updatesEnabled(false);
        assertThatIllegalArgumentException().isThrownBy(() -> store.reportTestFailed(UNKNOWN));
    }

    @ParameterizedTest
    @CsvSource({
        // group,  known, 123456 cleared, 9A0102 cleared
        "0xFFFFFF, true,  true,           true",
        "0x123456, true,  true,           false",
        "0x9A0102, true,  false,          true",
        "0x800000, true,  false,          true",
        "0x400000, true,  false,          false",
        "0xFFFF33, true,  true,           false",
        "0x000000, false, false,          false",
        "0x123457, false, false,          false",
        "0xFFFFD0, false, false,          false"
    })
    void clearsAGroup(int group, boolean known, boolean clearsA, boolean clearsB) {
        store = new InMemoryDtcStore(DtcSettings.standard()
                .group(DtcGroup.range(0x800000, 0x800000, 0xBF_FFFF))
                .group(DtcGroup.range(0x400000, 0x400000, 0x7F_FFFF))
                .group(new DtcGroup(0xFF_FF33, A::equals)));
        with(a().initialStatus(0x09), b().initialStatus(0x2F));

        assertThat(store.clear(group)).isEqualTo(known);
        assertThat(store.status(A)).isEqualTo(clearsA ? DtcStatus.CLEARED : new DtcStatus(0x09));
        assertThat(store.status(B)).isEqualTo(clearsB ? DtcStatus.CLEARED : new DtcStatus(0x2F));
    }

    @Test
    void groupsAreChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> DtcGroup.range(ALL, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> DtcGroup.range(1, 2, 1));
    }

    @Test
    void recordsComeWithAFailureAndGoWithAClear() {
        AtomicInteger failures = new AtomicInteger();
        with(
                a().extendedData(1, () -> Bytes.of(failures.incrementAndGet()))
                        .snapshot(1, () -> DtcSnapshot.of(0x0112, Bytes.of(failures.get()))),
                b().extendedData(1, Bytes.of(5)));
        assertThat(store.extendedData(A)).isEmpty();

        play("F F");
        assertThat(store.extendedData(A)).containsOnlyKeys(1).containsValue(Bytes.of(1));
        play("P F");
        assertThat(store.extendedData(A)).containsValue(Bytes.of(2));
        assertThat(store.snapshots(A)).containsOnlyKeys(1);
        assertThat(store.extendedData(B)).isEmpty();
        var records = store.extendedData(A);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(records::clear);
        play("C");
        assertThat(store.extendedData(A)).isEmpty();
        assertThat(store.snapshots(A)).isEmpty();
        play("off F");
        assertThat(store.snapshots(A)).isEmpty();
    }

    @Test
    void agingErasesTheRecords() {
        with(a().agingThreshold(1).snapshot(1, DtcSnapshot.of(0x0112, Bytes.of(0x2A))));
        play("F P N");
        assertThat(store.snapshots(A)).isNotEmpty();
        play("P N");
        assertThat(store.snapshots(A)).isEmpty();
        assertThat(store.firstConfirmed()).contains(A);
        assertThat(store.mostRecentConfirmed()).contains(A);
    }

    // The reference ECU: status 0x09 cannot come about by itself, it is just set.
    @Test
    void initialStatusIsAFact() {
        with(
                a().initialStatus(0x09)
                        .snapshot(1, DtcSnapshot.of(0x0112, Bytes.of(0x2A)))
                        .extendedData(1, Bytes.of(3)),
                b().initialStatus(0x2F).extendedData(1, Bytes.of(5)),
                DtcDefinition.of(1).extendedData(1, Bytes.of(1)));

        assertThat(store.snapshots(A)).containsOnlyKeys(1);
        assertThat(store.snapshots(B)).isEmpty();
        assertThat(store.extendedData(A)).containsValue(Bytes.of(3));
        assertThat(store.extendedData(B)).containsValue(Bytes.of(5));
        assertThat(store.extendedData(Dtc.of(1))).isEmpty();
        assertThat(store.firstTestFailed()).contains(A);
        assertThat(store.firstConfirmed()).contains(A);
        assertThat(store.mostRecentTestFailed()).contains(B);
        assertThat(store.mostRecentConfirmed()).contains(B);
        assertThat(store.faultDetectionCounter(A)).isEqualTo(127);
    }

    @Test
    void initialFailureCountsForTheConfirmation() {
        with(a().initialStatus(0x64).confirmationThreshold(2));
        play("F");

        assertThat(status()).isEqualTo(0x2F);
    }

    @Test
    void orderOfFailures() {
        with(a(), b().confirmationThreshold(2));
        assertThat(store.firstTestFailed()).isEmpty();
        assertThat(store.mostRecentConfirmed()).isEmpty();

        store.reportTestFailed(B);
        store.reportTestFailed(A);
        store.reportTestFailed(B);
        assertThat(store.firstTestFailed()).contains(B);
        assertThat(store.mostRecentTestFailed()).contains(A);
        assertThat(store.firstConfirmed()).contains(A);

        store.newOperationCycle();
        store.reportTestPassed(B);
        store.reportTestFailed(B);
        assertThat(store.mostRecentTestFailed()).contains(B);
        assertThat(store.mostRecentConfirmed()).contains(B);
        assertThat(store.firstConfirmed()).contains(A);

        store.clear(B.value());
        assertThat(store.firstTestFailed()).contains(A);
        assertThat(store.mostRecentTestFailed()).contains(A);
        store.clear(ALL);
        assertThat(store.firstTestFailed()).isEmpty();
        assertThat(store.firstConfirmed()).isEmpty();
    }

    @Test
    void faultDetectionCounter() {
        with(a());
        assertThat(store.faultDetectionCounter(A)).isZero();

        store.reportFaultDetectionCounter(A, 126);
        assertThat(store.faultDetectionCounter(A)).isEqualTo(126);
        assertThat(status()).isEqualTo(0x50);
        store.reportFaultDetectionCounter(A, 127);
        assertThat(status()).isEqualTo(0x2F);
        play("N");
        assertThat(store.faultDetectionCounter(A)).isZero();
        store.reportFaultDetectionCounter(A, -128);
        assertThat(status()).isEqualTo(0x2C);
        assertThat(store.faultDetectionCounter(A)).isEqualTo(-128);
        play("C");
        assertThat(store.faultDetectionCounter(A)).isZero();
        play("off");
        store.reportFaultDetectionCounter(A, 5);
        assertThat(store.faultDetectionCounter(A)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {-129, 128})
    void faultDetectionCounterIsASignedByte(int counter) {
        with(a());

        assertThatIllegalArgumentException().isThrownBy(() -> store.reportFaultDetectionCounter(A, counter));
    }

    @Test
    void listenerHearsOfVisibleChanges() {
        store = new InMemoryDtcStore(DtcSettings.standard().availabilityMask(0x2F));
        with(a(), b().initialStatus(0x2F));
        List<String> heard = new ArrayList<>();
        store.onStatusChange((dtc, from, to) -> heard.add(String.format("%s %02X->%02X", dtc, from.bits(), to.bits())));

        play("P");
        assertThat(heard).isEmpty();
        play("F F off P on");
        assertThat(heard).containsExactly("0x123456 00->2F");
        store.clear(B.value());
        assertThat(heard).endsWith("0x9A0102 2F->00");
        play("C C");
        assertThat(heard).hasSize(3).endsWith("0x123456 2F->00");
    }

    // A listener may look at other codes, and report.
    @Test
    void listenerSeesAllChangesDone() {
        with(a().initialStatus(0x2F), b().initialStatus(0x2F));
        List<Integer> seen = new ArrayList<>();
        store.onStatusChange((dtc, from, to) -> {
            seen.add(store.status(B).bits());
            if (dtc.equals(A) && to.equals(DtcStatus.CLEARED)) {
                store.reportTestPassed(A);
            }
        });
        play("C");

        assertThat(seen).containsExactly(0x50, 0x50, 0x50);
        assertThat(status()).isZero();
    }

    @Test
    void everyEcuHasItsOwnState() {
        DtcDefinition definition = a().build();
        store.register(definition);
        play("F");
        InMemoryDtcStore other = new InMemoryDtcStore(DtcSettings.standard());
        other.register(definition);

        assertThat(other.status(A)).isEqualTo(DtcStatus.CLEARED);
        assertThat(other.updatesEnabled()).isTrue();
    }
}
