package io.doip4j.uds.ecu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Dtc;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.DtcMemory;
import io.doip4j.uds.spi.DtcSnapshot;
import io.doip4j.uds.spi.DtcStatus;
import io.doip4j.uds.spi.DtcStore;
import io.doip4j.uds.spi.ResetType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Mirror and user-defined memories, functional groups, permanent codes, and resets. */
class DtcMemoriesTest {
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

    private void with(DtcDefinition.Builder... definitions) {
        for (DtcDefinition.Builder definition : definitions) {
            store.register(definition.build());
        }
    }

    private DtcStore memory(int selection) {
        return Objects.requireNonNull(store.userMemories().get(selection));
    }

    private DtcMemory mirrored(DtcDefinition.Builder... definitions) {
        store = new InMemoryDtcStore(DtcSettings.standard().mirrorMemory(true));
        with(definitions);
        return store.mirror().orElseThrow();
    }

    /** F: failed, P: passed, N: new operation cycle, C: clear, M: clear of the mirror, off and on: service 0x85. */
    private void play(String events) {
        for (String event : events.split(" ", -1)) {
            switch (event) {
                case "F" -> store.reportTestFailed(A);
                case "P" -> store.reportTestPassed(A);
                case "N" -> store.newOperationCycle();
                case "C" -> store.clear(ALL);
                case "M" -> store.mirror().orElseThrow().clear(ALL);
                case "off" -> store.updatesEnabled(false);
                case "on" -> store.updatesEnabled(true);
                default -> throw new IllegalArgumentException(event);
            }
        }
    }

    @Test
    void onlyThePrimaryMemoryIsThereUnlessConfigured() {
        with(a());

        assertThat(store.mirror()).isEmpty();
        assertThat(store.userMemories()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // events,        primary, mirror
        "P,               0x00,    0x50",
        "F,               0x2F,    0x2F",
        "F P,             0x2E,    0x2E",
        "F N,             0x6D,    0x6D",
        "F C,             0x50,    0x2F",
        "F C P,           0x00,    0x2F",
        "F C N,           0x50,    0x2F",
        "F P C F,         0x2F,    0x2F",
        "F P N P N C F P, 0x2E,    0x2E",
        "F M,             0x2F,    0x50",
        "F C M,           0x50,    0x50",
        "F M P,           0x2E,    0x2E",
        "F off C,         0x50,    0x2F",
        "off F,           0x50,    0x50"
    })
    void mirrorKeepsTheLastOfACodeThatHasFailed(String events, int primary, int mirror) {
        DtcMemory mirrored = mirrored(a());
        play(events);

        assertThat(store.status(A)).isEqualTo(new DtcStatus(primary));
        assertThat(mirrored.status(A)).isEqualTo(new DtcStatus(mirror));
    }

    @Test
    void mirrorHasTheRecordsOfTheLastFailure() {
        AtomicInteger failures = new AtomicInteger();
        DtcMemory mirrored =
                mirrored(a().snapshot(1, () -> DtcSnapshot.of(0x0112, Bytes.of(failures.incrementAndGet())))
                        .extendedData(2, () -> Bytes.of(failures.get())));
        assertThat(mirrored.snapshots(A)).isEmpty();

        play("F C");
        assertThat(store.snapshots(A)).isEmpty();
        assertThat(mirrored.snapshots(A)).containsOnlyKeys(1).containsValue(DtcSnapshot.of(0x0112, Bytes.of(1)));
        assertThat(mirrored.extendedData(A)).containsOnlyKeys(2).containsValue(Bytes.of(1));
        play("F");
        // The records are taken once for both memories.
        assertThat(store.extendedData(A)).containsValue(Bytes.of(2));
        assertThat(mirrored.extendedData(A)).containsValue(Bytes.of(2));
        var records = mirrored.extendedData(A);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(records::clear);
        play("M");
        assertThat(mirrored.extendedData(A)).isEmpty();
        assertThat(store.extendedData(A)).isNotEmpty();
    }

    @Test
    void mirrorHasTheCodesOfThePrimaryMemory() {
        DtcMemory mirrored =
                mirrored(a().initialStatus(0x2F), b(), DtcDefinition.of(1).userMemory(2));

        assertThat(mirrored.all()).extracting(DtcDefinition::dtc).containsExactly(A, B);
        assertThat(mirrored.matching(0x01)).extracting(DtcDefinition::dtc).containsExactly(A);
        assertThat(mirrored.matching(0x10)).extracting(DtcDefinition::dtc).containsExactly(B);
        assertThat(mirrored.find(UNKNOWN)).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> mirrored.status(UNKNOWN));
        assertThatIllegalArgumentException().isThrownBy(() -> mirrored.snapshots(UNKNOWN));
        assertThat(mirrored.clear(UNKNOWN.value())).isFalse();
        assertThat(mirrored.clear(B.value())).isTrue();
        assertThat(mirrored.status(A)).isEqualTo(new DtcStatus(0x2F));
        assertThat(mirrored.clear(A.value())).isTrue();
        assertThat(mirrored.status(A)).isEqualTo(DtcStatus.CLEARED);
    }

    @Test
    void mirrorIsMaskedToo() {
        store = new InMemoryDtcStore(DtcSettings.standard().mirrorMemory(true).availabilityMask(0x09));
        with(a().initialStatus(0xAF));

        assertThat(store.mirror().orElseThrow().status(A)).isEqualTo(new DtcStatus(0x09));
    }

    @Test
    void userMemoryIsAStoreOfItsOwn() {
        with(a(), a().userMemory(0x11), b().userMemory(0x12), b().userMemory(0x11));
        DtcStore first = memory(0x11);
        DtcStore second = memory(0x12);

        assertThat(store.userMemories()).containsOnlyKeys(0x11, 0x12);
        assertThat(store.all()).extracting(DtcDefinition::dtc).containsExactly(A);
        assertThat(first.all()).extracting(DtcDefinition::dtc).containsExactly(A, B);
        assertThat(second.all()).extracting(DtcDefinition::dtc).containsExactly(B);
        first.reportTestFailed(A);
        assertThat(first.status(A)).isEqualTo(new DtcStatus(0x2F));
        assertThat(store.status(A)).isEqualTo(DtcStatus.CLEARED);
        play("F");
        first.clear(ALL);
        assertThat(first.status(A)).isEqualTo(DtcStatus.CLEARED);
        assertThat(store.status(A)).isEqualTo(new DtcStatus(0x2F));
        assertThat(first.mirror()).isEmpty();
        assertThat(first.userMemories()).isEmpty();
    }

    @Test
    void userMemoryHasEveryCodeOnceAndNoOthers() {
        with(a().userMemory(0x11));
        DtcStore memory = memory(0x11);
        DtcDefinition same = a().userMemory(0x11).build();
        DtcDefinition primary = b().build();
        DtcDefinition other = b().userMemory(0x12).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.register(same))
                .withMessageContaining("0x123456 is taken");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> memory.register(primary))
                .withMessageContaining("another memory");
        assertThatIllegalArgumentException().isThrownBy(() -> memory.register(other));
        memory.register(b().userMemory(0x11).build());
        assertThat(memory.all()).hasSize(2);
    }

    @Test
    void userMemoriesShareCycleAndSettingOfUpdates() {
        with(a().userMemory(0x11));
        DtcStore memory = memory(0x11);
        play("off");
        memory.reportTestFailed(A);
        assertThat(memory.status(A)).isEqualTo(DtcStatus.CLEARED);
        with(a().userMemory(0x12));
        assertThat(memory(0x12).updatesEnabled()).isFalse();
        play("on");
        memory.reportTestFailed(A);
        play("N");
        assertThat(memory.status(A)).isEqualTo(new DtcStatus(0x6D));
    }

    @Test
    void listenerHearsOfItsMemoryOnly() {
        with(a(), a().userMemory(0x11));
        List<String> heard = new ArrayList<>();
        store.onStatusChange((dtc, from, to) -> heard.add("primary"));
        memory(0x11).onStatusChange((dtc, from, to) -> heard.add("user"));

        memory(0x11).reportTestFailed(A);
        assertThat(heard).containsExactly("user");
        play("F");
        assertThat(heard).containsExactly("user", "primary");
    }

    @ParameterizedTest
    @CsvSource({
        // group,  known, 123456 cleared, 9A0102 cleared
        "0xFFFF33, true,  true,           false",
        "0xFFFFFE, true,  true,           true",
        "0xFFFFD0, false, false,          false",
        "0xFFFF00, false, false,          false",
        "0x000033, false, false,          false",
        // A group of the ECU goes before a functional one with its number.
        "0xFFFFD1, true,  false,          false"
    })
    void clearsAFunctionalGroup(int group, boolean known, boolean clearsA, boolean clearsB) {
        store = new InMemoryDtcStore(DtcSettings.standard().group(new DtcGroup(0xFF_FFD1, dtc -> false)));
        with(
                a().initialStatus(0x2F).functionalGroup(0x33).functionalGroup(0xFE),
                b().initialStatus(0x2F).functionalGroup(0xFE).functionalGroup(0xD1));

        assertThat(store.clear(group)).isEqualTo(known);
        assertThat(store.status(A).equals(DtcStatus.CLEARED)).isEqualTo(clearsA);
        assertThat(store.status(B).equals(DtcStatus.CLEARED)).isEqualTo(clearsB);
    }

    @ParameterizedTest
    @CsvSource({
        // confirmed by, ages after, events,            permanent
        "1,              0,          P,                 false",
        "1,              0,          F,                 true",
        "2,              0,          F,                 false",
        "2,              0,          F N F,             true",
        "1,              0,          F P N P N,         true",
        "1,              1,          F P N,             true",
        "1,              1,          F P N P N,         false",
        "1,              0,          F C,               true",
        "1,              0,          F C N,             true",
        "1,              0,          F C P,             true",
        "1,              0,          F C P N,           false",
        "2,              0,          F N F C F P N,     true",
        "2,              0,          F N F C F P N P N, false",
        "1,              0,          F C P F N,         true",
        "1,              0,          F C P N F,         true",
        "1,              0,          F C off P N,       true",
        "1,              0,          off F,             false"
    })
    void permanentUntilTheEcuFindsThatItHasGone(int threshold, int aging, String events, boolean permanent) {
        with(
                a().permanent().confirmationThreshold(threshold).agingThreshold(aging),
                b().confirmationThreshold(threshold).agingThreshold(aging));
        play(events);

        assertThat(store.isPermanent(A)).isEqualTo(permanent);
    }

    @Test
    void permanentIsForCodesThatCanBe() {
        with(
                a().initialStatus(0x08),
                b().initialStatus(0x08).permanent(),
                DtcDefinition.of(1).permanent());

        assertThat(store.isPermanent(A)).isFalse();
        assertThat(store.isPermanent(B)).isTrue();
        assertThat(store.isPermanent(Dtc.of(1))).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> store.isPermanent(UNKNOWN));
    }

    @ParameterizedTest
    @EnumSource(ResetType.class)
    void noResetEndsAnOperationCycleUnlessConfigured(ResetType type) {
        with(a());
        play("F");
        store.ecuReset(type);

        assertThat(store.status(A)).isEqualTo(new DtcStatus(0x2F));
    }

    @ParameterizedTest
    @CsvSource({"HARD, 0x6D", "KEY_OFF_ON, 0x6D", "SOFT, 0x2F"})
    void hardAndKeyOffOnResetEndAnOperationCycleIfConfigured(ResetType type, int status) {
        store = new InMemoryDtcStore(DtcSettings.standard().resetEndsOperationCycle(true));
        with(a(), a().userMemory(0x11));
        play("F");
        memory(0x11).reportTestFailed(A);
        store.ecuReset(type);

        assertThat(store.status(A)).isEqualTo(new DtcStatus(status));
        assertThat(memory(0x11).status(A)).isEqualTo(new DtcStatus(status));
    }
}
