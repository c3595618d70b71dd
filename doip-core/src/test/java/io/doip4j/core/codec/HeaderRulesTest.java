package io.doip4j.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.GenericNackCode;
import io.doip4j.core.message.PayloadType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of the checks of the generic header handler, and the switches (ISO 13400-2, generic header handler). */
class HeaderRulesTest {
    private static final Set<ProtocolVersion> VERSIONS = Set.of(ProtocolVersion.ISO_2012, ProtocolVersion.ISO_2019);
    private static final HeaderRules TCP = HeaderRules.entityTcp(VERSIONS, 100).withMemory(length -> length <= 50);
    private static final HeaderRules UDP = HeaderRules.entityUdp(VERSIONS, 100).withMemory(length -> length <= 50);

    static HeaderVerdict check(HeaderRules rules, int version, int inverse, int type, long length) {
        return rules.check(new DoipHeader(ProtocolVersion.of(version), inverse, PayloadType.of(type), length));
    }

    /** Of each header all checks from one on fail: the first one decides. */
    @ParameterizedTest
    @CsvSource({
        "0x05, 0x00, 0x0009, 0xFFFFFFFF, INCORRECT_PATTERN",
        "0x03, 0x00, 0x0000, 0x00000001, INCORRECT_PATTERN",
        "0x05, 0xFA, 0x0000, 0xFFFFFFFF, IGNORE",
        "0x05, 0xFA, 0x0009, 0xFFFFFFFF, INCORRECT_PATTERN",
        "0x03, 0xFC, 0x0009, 0xFFFFFFFF, UNKNOWN_PAYLOAD_TYPE",
        "0x03, 0xFC, 0x0005, 0xFFFFFFFF, MESSAGE_TOO_LARGE",
        "0x03, 0xFC, 0x0005, 0x00000065, MESSAGE_TOO_LARGE",
        "0x03, 0xFC, 0x0005, 0x00000064, OUT_OF_MEMORY",
        "0x03, 0xFC, 0x0005, 0x00000033, OUT_OF_MEMORY",
        "0x03, 0xFC, 0x0005, 0x00000032, INVALID_PAYLOAD_LENGTH",
        "0x03, 0xFC, 0x0005, 0x00000007, ACCEPT",
        "0x02, 0xFD, 0x8001, 0x00000032, ACCEPT",
    })
    void firstFailingCheckDecides(int version, int inverse, int type, long length, HeaderVerdict verdict) {
        assertThat(check(TCP, version, inverse, type, length)).isEqualTo(verdict);
    }

    @Test
    void everyVersionAgainstEveryInverse() {
        for (int version = 0; version <= 0xFF; version++) {
            for (int inverse = 0; inverse <= 0xFF; inverse++) {
                boolean fits = version + inverse == 0xFF;
                boolean supported = version == 0x02 || version == 0x03;
                assertThat(check(TCP, version, inverse, 0x8001, 5) == HeaderVerdict.ACCEPT)
                        .isEqualTo(fits && supported);
                assertThat(check(UDP, version, inverse, 0x0001, 0) == HeaderVerdict.ACCEPT)
                        .isEqualTo(fits);
                assertThat(check(UDP.withStrictIdentificationVersion(), version, inverse, 0x0001, 0)
                                == HeaderVerdict.ACCEPT)
                        .isEqualTo(fits && (supported || version == 0xFF));
                assertThat(check(UDP, version, inverse, 0x0004, 0) == HeaderVerdict.IGNORE)
                        .isEqualTo(fits);
                assertThat(check(HeaderRules.tester(100), version, inverse, 0x8001, 5) == HeaderVerdict.ACCEPT)
                        .isEqualTo(fits);
            }
        }
    }

    @Test
    void strictIdentificationVersionConcernsIdentificationOnly() {
        HeaderRules strict = UDP.withStrictIdentificationVersion();

        assertThat(check(strict, 0xFF, 0x00, 0x0002, 6)).isEqualTo(HeaderVerdict.ACCEPT);
        assertThat(check(strict, 0xFF, 0x00, 0x4001, 0)).isEqualTo(HeaderVerdict.INCORRECT_PATTERN);
        assertThat(check(strict, 0x05, 0xFA, 0x0003, 17)).isEqualTo(HeaderVerdict.INCORRECT_PATTERN);
    }

    @Test
    void supportedTypesAreThoseOfTheTransport() {
        assertThat(typesThatAre(TCP, HeaderVerdict.UNKNOWN_PAYLOAD_TYPE, false))
                .containsExactly(0x0000, 0x0005, 0x0008, 0x8001);
        assertThat(typesThatAre(TCP, HeaderVerdict.IGNORE, true)).containsExactly(0x0000);
        assertThat(typesThatAre(UDP, HeaderVerdict.UNKNOWN_PAYLOAD_TYPE, false))
                .containsExactly(0x0000, 0x0001, 0x0002, 0x0003, 0x0004, 0x4001, 0x4002, 0x4003, 0x4004);
        assertThat(typesThatAre(UDP, HeaderVerdict.IGNORE, true)).containsExactly(0x0000, 0x0004, 0x4002, 0x4004);
        assertThat(typesThatAre(HeaderRules.tester(100), HeaderVerdict.UNKNOWN_PAYLOAD_TYPE, true))
                .isEmpty();
    }

    private static List<Integer> typesThatAre(HeaderRules rules, HeaderVerdict verdict, boolean equal) {
        List<Integer> types = new ArrayList<>();
        for (int type = 0; type <= 0xFFFF; type++) {
            if ((check(rules, 3, 0xFC, type, 0) == verdict) == equal) {
                types.add(type);
            }
        }
        return types;
    }

    @Test
    void typesCanBeAddedAndTakenAway() {
        HeaderRules more = TCP.withType(PayloadType.of(0xF001)).withType(PayloadType.ALIVE_CHECK_REQUEST);
        HeaderRules fewer = UDP.withoutType(PayloadType.ENTITY_STATUS_REQUEST);

        assertThat(check(more, 3, 0xFC, 0xF001, 0)).isEqualTo(HeaderVerdict.ACCEPT);
        assertThat(check(more, 3, 0xFC, 0x0007, 1)).isEqualTo(HeaderVerdict.INVALID_PAYLOAD_LENGTH);
        assertThat(check(more, 3, 0xFC, 0x0005, 7)).isEqualTo(HeaderVerdict.ACCEPT);
        assertThat(check(fewer, 3, 0xFC, 0x4001, 0)).isEqualTo(HeaderVerdict.UNKNOWN_PAYLOAD_TYPE);
        assertThat(check(TCP, 3, 0xFC, 0xF001, 0)).as("unchanged").isEqualTo(HeaderVerdict.UNKNOWN_PAYLOAD_TYPE);
        assertThat(check(UDP, 3, 0xFC, 0x4001, 0)).as("unchanged").isEqualTo(HeaderVerdict.ACCEPT);
    }

    @ParameterizedTest
    @CsvSource({
        "0x8001, 3, INVALID_PAYLOAD_LENGTH, INVALID_PAYLOAD_LENGTH",
        "0x8001, 4, INVALID_PAYLOAD_LENGTH, ACCEPT",
        "0x8001, 5, ACCEPT,                 ACCEPT",
        "0x8002, 4, INVALID_PAYLOAD_LENGTH, INVALID_PAYLOAD_LENGTH",
        "0x8003, 4, INVALID_PAYLOAD_LENGTH, INVALID_PAYLOAD_LENGTH",
        "0x8004, 4, INVALID_PAYLOAD_LENGTH, INVALID_PAYLOAD_LENGTH",
        "0x0008, 4, INVALID_PAYLOAD_LENGTH, INVALID_PAYLOAD_LENGTH",
    })
    void emptyUserDataIsASwitchForDiagnosticMessagesAlone(
            int type, long length, HeaderVerdict usual, HeaderVerdict switched) {
        HeaderRules rules = HeaderRules.tester(100);

        assertThat(check(rules, 3, 0xFC, type, length)).isEqualTo(usual);
        assertThat(check(rules.withEmptyUserData(), 3, 0xFC, type, length)).isEqualTo(switched);
    }

    @Test
    void emptyUserDataIsTheLastCheck() {
        HeaderRules rules = TCP.withEmptyUserData();

        assertThat(check(rules, 3, 0xFC, 0x8001, 4)).isEqualTo(HeaderVerdict.ACCEPT);
        assertThat(check(rules, 5, 0xFA, 0x8001, 4)).isEqualTo(HeaderVerdict.INCORRECT_PATTERN);
        assertThat(check(rules.withMaxPayloadLength(3), 3, 0xFC, 0x8001, 4)).isEqualTo(HeaderVerdict.MESSAGE_TOO_LARGE);
        assertThat(check(rules.withMemory(length -> false), 3, 0xFC, 0x8001, 4)).isEqualTo(HeaderVerdict.OUT_OF_MEMORY);
        assertThat(check(UDP.withEmptyUserData(), 3, 0xFC, 0x8001, 4)).isEqualTo(HeaderVerdict.UNKNOWN_PAYLOAD_TYPE);
    }

    @Test
    void emptyUserDataSurvivesEveryOtherAdaptation() {
        HeaderRules rules = TCP.withEmptyUserData()
                .withStrictIdentificationVersion()
                .withType(PayloadType.of(0xF001))
                .withoutType(PayloadType.ALIVE_CHECK_RESPONSE)
                .withMaxPayloadLength(60)
                .withMemory(length -> length < 60);

        assertThat(check(rules, 3, 0xFC, 0x8001, 4)).isEqualTo(HeaderVerdict.ACCEPT);
    }

    @Test
    void adaptedRulesKeepTheirOtherProperties() {
        HeaderRules rules = UDP.withStrictIdentificationVersion()
                .withEmptyUserData()
                .withType(PayloadType.of(0xF001))
                .withMaxPayloadLength(60)
                .withoutType(PayloadType.POWER_MODE_REQUEST);

        assertThat(rules.maxPayloadLength()).isEqualTo(60);
        assertThat(check(rules, 5, 0xFA, 0x0001, 0)).isEqualTo(HeaderVerdict.INCORRECT_PATTERN);
        assertThat(check(rules, 3, 0xFC, 0xF001, 61)).isEqualTo(HeaderVerdict.MESSAGE_TOO_LARGE);
        assertThat(check(rules, 3, 0xFC, 0xF001, 51)).isEqualTo(HeaderVerdict.OUT_OF_MEMORY);
        assertThat(check(rules, 3, 0xFC, 0x4002, 9)).isEqualTo(HeaderVerdict.IGNORE);
        assertThat(check(rules, 3, 0xFC, 0x4003, 0)).isEqualTo(HeaderVerdict.UNKNOWN_PAYLOAD_TYPE);
    }

    @Test
    void memoryIsAskedForExactlyThisLengthAndOnlyIfAllElseFits() {
        List<Long> asked = new ArrayList<>();
        HeaderRules rules = HeaderRules.entityTcp(VERSIONS, 100).withMemory(asked::add);

        check(rules, 3, 0xFC, 0x8001, 7);
        check(rules, 3, 0xFC, 0x8001, 101);
        check(rules, 3, 0xFC, 0x0009, 8);
        check(rules, 3, 0x00, 0x8001, 9);

        assertThat(asked).containsExactly(7L);
    }

    @Test
    void maximumHasLimits() {
        assertThat(HeaderRules.tester(0).maxPayloadLength()).isZero();
        assertThat(HeaderRules.tester(HeaderRules.LARGEST_MAX_PAYLOAD_LENGTH).maxPayloadLength())
                .isEqualTo(Integer.MAX_VALUE - 64);
        assertThatIllegalArgumentException().isThrownBy(() -> HeaderRules.tester(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> HeaderRules.entityTcp(VERSIONS, Integer.MAX_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> UDP.withMaxPayloadLength(-1));
    }

    @Test
    void verdictsKnowTheirNack() {
        assertThat(HeaderVerdict.ACCEPT.nackCode()).isEmpty();
        assertThat(HeaderVerdict.IGNORE.nackCode()).isEmpty();
        assertThat(HeaderVerdict.INCORRECT_PATTERN.nackCode()).contains(GenericNackCode.of(0x00));
        assertThat(HeaderVerdict.UNKNOWN_PAYLOAD_TYPE.nackCode()).contains(GenericNackCode.of(0x01));
        assertThat(HeaderVerdict.MESSAGE_TOO_LARGE.nackCode()).contains(GenericNackCode.of(0x02));
        assertThat(HeaderVerdict.OUT_OF_MEMORY.nackCode()).contains(GenericNackCode.of(0x03));
        assertThat(HeaderVerdict.INVALID_PAYLOAD_LENGTH.nackCode()).contains(GenericNackCode.of(0x04));
    }
}
