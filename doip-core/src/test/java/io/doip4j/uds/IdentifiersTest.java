package io.doip4j.uds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Service identifiers, codes, sessions, data and routine identifiers, trouble codes: ranges, order, names. */
class IdentifiersTest {
    /** ISO 14229-1, annex A. */
    private static final List<Integer> NAMED_CODES = Stream.of(
                    IntStream.rangeClosed(0x10, 0x14),
                    IntStream.of(0x21, 0x22, 0x24, 0x25, 0x26, 0x31),
                    IntStream.rangeClosed(0x33, 0x3A),
                    IntStream.rangeClosed(0x50, 0x5D),
                    IntStream.rangeClosed(0x70, 0x73),
                    IntStream.of(0x78, 0x7E, 0x7F),
                    IntStream.rangeClosed(0x81, 0x8D),
                    IntStream.rangeClosed(0x8F, 0x94))
            .flatMap(IntStream::boxed)
            .toList();

    private static <T> List<T> constants(Class<T> type) {
        return Arrays.stream(type.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == type)
                .map(field -> {
                    try {
                        return type.cast(field.get(null));
                    } catch (IllegalAccessException e) {
                        throw new LinkageError("constant", e);
                    }
                })
                .toList();
    }

    private static <T> void everyByteIsKept(IntFunction<T> of, String unnamed) {
        for (int value = 0; value <= 0xFF; value++) {
            T made = of.apply(value);
            assertThat(made).isEqualTo(of.apply(value)).hasSameHashCodeAs(of.apply(value));
            assertThat(made.toString()).startsWith(String.format("0x%02X (", value));
        }
        assertThat(of.apply(0x05).toString()).endsWith("(" + unnamed + ")");
        assertThatIllegalArgumentException().isThrownBy(() -> of.apply(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> of.apply(0x100));
    }

    @Test
    void everyNegativeResponseCodeIsKept() {
        everyByteIsKept(Nrc::of, "reserved");
        assertThat(constants(Nrc.class)).extracting(Nrc::value).containsExactlyInAnyOrderElementsOf(NAMED_CODES);
        assertThat(constants(Nrc.class)).allSatisfy(nrc -> {
            assertThat(nrc.toString()).doesNotContain("reserved").doesNotContain("manufacturer");
            assertThat(Nrc.of(nrc.value())).isEqualTo(nrc);
        });
        assertThat(Nrc.of(0xF0)).hasToString("0xF0 (vehicle manufacturer specific)");
        assertThat(Nrc.of(0xFE)).hasToString("0xFE (vehicle manufacturer specific)");
        assertThat(Nrc.of(0xFF)).hasToString("0xFF (reserved)");
    }

    @Test
    void everyServiceIdentifierIsKept() {
        everyByteIsKept(ServiceId::of, "other");
        assertThat(constants(ServiceId.class)).doesNotHaveDuplicates();
        assertThat(constants(ServiceId.class)).allSatisfy(service -> {
            assertThat(ServiceId.isRequest(service.value())).isTrue();
            assertThat(service.toString()).doesNotContain("other");
        });
        assertThat(ServiceId.READ_DATA_BY_IDENTIFIER).hasToString("0x22 (ReadDataByIdentifier)");
        assertThat(ServiceId.of(0xBA)).hasToString("0xBA (system supplier specific)");
    }

    @Test
    void requestsHaveBitSixClear() {
        for (int first = 0; first <= 0xFF; first++) {
            boolean request = first <= 0x3F || (first >= 0x80 && first <= 0xBF);
            assertThat(ServiceId.isRequest(first)).as("0x%02X", first).isEqualTo(request);
        }
    }

    @Test
    void sessionsAre01To7E() {
        for (int value = 1; value <= 0x7E; value++) {
            Session session = Session.of(value);
            assertThat(session.value()).isEqualTo(value);
            assertThat(session.isDefault()).isEqualTo(value == 1);
            assertThat(session.toString()).startsWith(String.format("0x%02X (", value));
        }
        for (int wrong : new int[] {-1, 0, 0x7F, 0x80, 0x83}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Session.of(wrong));
        }
        assertThat(List.of(Session.DEFAULT, Session.PROGRAMMING, Session.EXTENDED, Session.SAFETY_SYSTEM))
                .isSorted()
                .extracting(Session::value)
                .containsExactly(1, 2, 3, 4);
        assertThat(Session.EXTENDED).hasToString("0x03 (extended)");
    }

    @Test
    void dataAndRoutineIdentifiersHaveTwoBytes() {
        assertThat(DataIdentifier.of(0xF190)).hasToString("0xF190").isGreaterThan(DataIdentifier.of(0x0110));
        assertThat(DataIdentifier.of(0xFFFF).value()).isEqualTo(0xFFFF);
        assertThat(RoutineIdentifier.of(0x0203)).hasToString("0x0203").isLessThan(RoutineIdentifier.of(0xFF00));
        assertThat(RoutineIdentifier.of(0).value()).isZero();
        for (int wrong : new int[] {-1, 0x1_0000}) {
            assertThatIllegalArgumentException().isThrownBy(() -> DataIdentifier.of(wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> RoutineIdentifier.of(wrong));
        }
    }

    @Test
    void troubleCodesHaveThreeBytes() {
        assertThat(Dtc.of(0x9A0102)).hasToString("0x9A0102").isGreaterThan(Dtc.of(0x123456));
        assertThat(Dtc.of(0xFF_FFFF).value()).isEqualTo(0xFF_FFFF);
        assertThatIllegalArgumentException().isThrownBy(() -> Dtc.of(0x100_0000));
        assertThatIllegalArgumentException().isThrownBy(() -> Dtc.of(-1));
    }
}
