package io.doip4j.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Enumerated bytes: every value is kept, the named ones are those of the standard. */
class CodeTypesTest {
    record Manufacturer(int first, int last) {
        static final Manufacturer NONE = new Manufacturer(1, 0);
    }

    /**
     * One type of code.
     *
     * @param type the record
     * @param of its factory
     * @param value its accessor
     * @param named the values that have a constant (ISO 13400-2)
     * @param manufacturer the values that are free for manufacturers; the rest is reserved
     */
    record CodeType<T>(
            Class<T> type, IntFunction<T> of, ToIntFunction<T> value, Set<Integer> named, Manufacturer manufacturer) {
        String kind(int code) {
            return code >= manufacturer.first && code <= manufacturer.last ? "manufacturer specific" : "reserved";
        }

        @Override
        public String toString() {
            return type.getSimpleName();
        }
    }

    static Stream<CodeType<?>> types() {
        return Stream.of(
                new CodeType<>(
                        ActivationType.class,
                        ActivationType::of,
                        ActivationType::value,
                        Set.of(0x00, 0x01, 0xE0),
                        new Manufacturer(0xE1, 0xFF)),
                new CodeType<>(
                        DiagnosticAckCode.class,
                        DiagnosticAckCode::of,
                        DiagnosticAckCode::value,
                        Set.of(0x00),
                        Manufacturer.NONE),
                new CodeType<>(
                        DiagnosticNackCode.class,
                        DiagnosticNackCode::of,
                        DiagnosticNackCode::value,
                        Set.of(2, 3, 4, 5, 6, 7, 8, 9),
                        Manufacturer.NONE),
                new CodeType<>(
                        FurtherAction.class,
                        FurtherAction::of,
                        FurtherAction::value,
                        Set.of(0x00, 0x10),
                        new Manufacturer(0x11, 0xFF)),
                new CodeType<>(
                        GenericNackCode.class,
                        GenericNackCode::of,
                        GenericNackCode::value,
                        Set.of(0, 1, 2, 3, 4),
                        Manufacturer.NONE),
                new CodeType<>(NodeType.class, NodeType::of, NodeType::value, Set.of(0, 1), Manufacturer.NONE),
                new CodeType<>(PowerMode.class, PowerMode::of, PowerMode::value, Set.of(0, 1, 2), Manufacturer.NONE),
                new CodeType<>(
                        RoutingActivationCode.class,
                        RoutingActivationCode::of,
                        RoutingActivationCode::value,
                        Set.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 0x10, 0x11),
                        new Manufacturer(0xE0, 0xFE)),
                new CodeType<>(
                        SyncStatus.class, SyncStatus::of, SyncStatus::value, Set.of(0x00, 0x10), Manufacturer.NONE));
    }

    // T114, T115: unknown bytes are kept, no exception.
    @ParameterizedTest
    @MethodSource("types")
    <T> void everyByteIsKept(CodeType<T> code) {
        for (int value = 0; value <= 0xFF; value++) {
            T made = code.of().apply(value);
            assertThat(code.value().applyAsInt(made)).isEqualTo(value);
            assertThat(made)
                    .isEqualTo(code.of().apply(value))
                    .hasSameHashCodeAs(code.of().apply(value));
            String expected = String.format("0x%02X (%s)", value, code.kind(value));
            if (code.named().contains(value)) {
                assertThat(made.toString())
                        .matches(String.format("0x%02X \\(.+\\)", value))
                        .isNotEqualTo(expected);
            } else {
                assertThat(made).hasToString(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    <T> void whatDoesNotFitIntoAByteIsRefused(CodeType<T> code) {
        assertThatIllegalArgumentException().isThrownBy(() -> code.of().apply(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> code.of().apply(0x100));
    }

    @ParameterizedTest
    @MethodSource("types")
    <T> void constantsAreTheNamedValuesAndShared(CodeType<T> code) {
        Map<Integer, T> constants = Arrays.stream(code.type().getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == code.type())
                .map(field -> {
                    try {
                        return code.type().cast(field.get(null));
                    } catch (IllegalAccessException e) {
                        throw new LinkageError("constant", e);
                    }
                })
                .collect(Collectors.toMap(code.value()::applyAsInt, constant -> constant));

        assertThat(constants.keySet()).isEqualTo(code.named());
        constants.forEach(
                (value, constant) -> assertThat(code.of().apply(value)).isSameAs(constant));
    }

    // ISO 13400-2: header NACK 0x00 and 0x04 close; of the diagnostic NACKs only 0x02.
    @Test
    void closingCodes() {
        for (int value = 0; value <= 0xFF; value++) {
            assertThat(GenericNackCode.of(value).closesSocket()).isEqualTo(value == 0x00 || value == 0x04);
            assertThat(DiagnosticNackCode.of(value).closesSocket()).isEqualTo(value == 0x02);
        }
    }

    @Test
    void namesSayWhatTheStandardSays() {
        assertThat(GenericNackCode.OUT_OF_MEMORY.value()).isEqualTo(0x03);
        assertThat(DiagnosticNackCode.TARGET_UNREACHABLE.value()).isEqualTo(0x06);
        assertThat(RoutingActivationCode.MISSING_AUTHENTICATION.value()).isEqualTo(0x04);
        assertThat(RoutingActivationCode.UNSUPPORTED_ACTIVATION_TYPE.value()).isEqualTo(0x06);
        assertThat(RoutingActivationCode.ACTIVATED.value()).isEqualTo(0x10);
        assertThat(RoutingActivationCode.CONFIRMATION_PENDING.value()).isEqualTo(0x11);
        assertThat(ActivationType.CENTRAL_SECURITY.value()).isEqualTo(0xE0);
        assertThat(FurtherAction.CENTRAL_SECURITY.value()).isEqualTo(0x10);
        assertThat(SyncStatus.INCOMPLETE.value()).isEqualTo(0x10);
        assertThat(NodeType.GATEWAY.value()).isZero();
        assertThat(PowerMode.NOT_SUPPORTED.value()).isEqualTo(0x02);
    }
}
