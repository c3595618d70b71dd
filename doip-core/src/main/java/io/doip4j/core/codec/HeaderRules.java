package io.doip4j.core.codec;

import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.internal.Checks;
import io.doip4j.core.message.GenericNackCode;
import io.doip4j.core.message.PayloadType;
import java.util.BitSet;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * The rules that one receiver applies to generic headers, in the order of the standard: pattern, type, maximum length,
 * free memory, length for the type (ISO 13400-2, generic DoIP header handler).
 *
 * <p>Begin with {@link #entityTcp}, {@link #entityUdp} or {@link #tester} and adapt. Immutable, safe for use by any thread
 * as long as the memory predicate is.
 */
public final class HeaderRules {
    /** The largest payload length that can be configured: such a payload lives in one array. */
    public static final int LARGEST_MAX_PAYLOAD_LENGTH = Integer.MAX_VALUE - 64;

    private static final int FIRST_IDENTIFICATION_TYPE = 0x0001;
    private static final int LAST_IDENTIFICATION_TYPE = 0x0003;
    private static final int DIAGNOSTIC_MESSAGE_TYPE = 0x8001;
    private static final int LENGTH_WITHOUT_USER_DATA = 4;
    /** Sets are never changed once rules have them, so that all rules share these: each is kilobytes. */
    private static final BitSet TCP_TYPES = bits(0x0005, 0x0008, 0x8001);

    private static final BitSet TCP_IGNORED = bits(0x0000);
    private static final BitSet UDP_TYPES = bits(0x0001, 0x0002, 0x0003, 0x4001, 0x4003);
    private static final BitSet UDP_IGNORED = bits(0x0000, 0x0004, 0x4002, 0x4004);
    private static final BitSet ALL_VERSIONS = firstBits(0x100);
    private static final BitSet ALL_TYPES = firstBits(0x1_0000);

    private final boolean closesOnInvalidLength;
    private final BitSet versions;
    private final boolean anyVersionIdentifies;
    private final BitSet types;
    private final BitSet ignoredTypes;
    private final int maxPayloadLength;
    private final LongPredicate memoryAvailable;
    private final boolean emptyUserData;

    private HeaderRules(
            boolean closesOnInvalidLength,
            BitSet versions,
            boolean anyVersionIdentifies,
            BitSet types,
            BitSet ignoredTypes,
            int maxPayloadLength,
            LongPredicate memoryAvailable,
            boolean emptyUserData) {
        this.closesOnInvalidLength = closesOnInvalidLength;
        this.versions = versions;
        this.anyVersionIdentifies = anyVersionIdentifies;
        this.types = types;
        this.ignoredTypes = ignoredTypes;
        this.maxPayloadLength = maxPayloadLength;
        this.memoryAvailable = memoryAvailable;
        this.emptyUserData = emptyUserData;
    }

    /**
     * What an entity takes on a TCP connection: routing activation requests, alive check responses, diagnostic messages.
     * A received NACK is skipped in silence.
     *
     * @param versions the protocol versions that it speaks
     * @param maxPayloadLength largest payload that it takes, 0..{@value #LARGEST_MAX_PAYLOAD_LENGTH}
     * @return the rules
     */
    public static HeaderRules entityTcp(Set<ProtocolVersion> versions, int maxPayloadLength) {
        return new HeaderRules(
                true,
                versionBits(versions),
                true,
                TCP_TYPES,
                TCP_IGNORED,
                checkedMax(maxPayloadLength),
                HeaderRules::enoughMemory,
                false);
    }

    /**
     * What an entity takes on UDP: the three identification requests, in any protocol version, entity status and power
     * mode requests. NACKs, announcements and responses of other entities are skipped in silence.
     *
     * @param versions the protocol versions that it speaks
     * @param maxPayloadLength largest payload that it takes, 0..{@value #LARGEST_MAX_PAYLOAD_LENGTH}
     * @return the rules
     */
    public static HeaderRules entityUdp(Set<ProtocolVersion> versions, int maxPayloadLength) {
        return new HeaderRules(
                true,
                versionBits(versions),
                true,
                UDP_TYPES,
                UDP_IGNORED,
                checkedMax(maxPayloadLength),
                HeaderRules::enoughMemory,
                false);
    }

    /**
     * What a tester takes: every type and version, as long as version and inverse match and the length fits the type.
     *
     * @param maxPayloadLength largest payload that it takes, 0..{@value #LARGEST_MAX_PAYLOAD_LENGTH}
     * @return the rules
     */
    public static HeaderRules tester(int maxPayloadLength) {
        return new HeaderRules(
                false,
                ALL_VERSIONS,
                true,
                ALL_TYPES,
                new BitSet(),
                checkedMax(maxPayloadLength),
                HeaderRules::enoughMemory,
                false);
    }

    /**
     * These rules with another maximum length.
     *
     * @param length largest payload, 0..{@value #LARGEST_MAX_PAYLOAD_LENGTH}
     * @return new rules
     */
    public HeaderRules withMaxPayloadLength(int length) {
        return new HeaderRules(
                closesOnInvalidLength,
                versions,
                anyVersionIdentifies,
                types,
                ignoredTypes,
                checkedMax(length),
                memoryAvailable,
                emptyUserData);
    }

    /**
     * These rules with one more supported payload type, for example a manufacturer specific one.
     *
     * @param type the type
     * @return new rules
     */
    public HeaderRules withType(PayloadType type) {
        BitSet more = (BitSet) types.clone();
        more.set(type.value());
        return new HeaderRules(
                closesOnInvalidLength,
                versions,
                anyVersionIdentifies,
                more,
                ignoredTypes,
                maxPayloadLength,
                memoryAvailable,
                emptyUserData);
    }

    /**
     * These rules without a payload type, for an entity that leaves out an optional feature.
     *
     * @param type the type
     * @return new rules
     */
    public HeaderRules withoutType(PayloadType type) {
        BitSet fewer = (BitSet) types.clone();
        fewer.clear(type.value());
        return new HeaderRules(
                closesOnInvalidLength,
                versions,
                anyVersionIdentifies,
                fewer,
                ignoredTypes,
                maxPayloadLength,
                memoryAvailable,
                emptyUserData);
    }

    /**
     * These rules with the 2012 treatment of identification requests: only supported versions and the wildcard 0xFF are
     * accepted there, where the 2019 edition accepts every version.
     *
     * @return new rules
     */
    public HeaderRules withStrictIdentificationVersion() {
        return new HeaderRules(
                closesOnInvalidLength,
                versions,
                false,
                types,
                ignoredTypes,
                maxPayloadLength,
                memoryAvailable,
                emptyUserData);
    }

    /**
     * These rules with a check of the memory that is free now.
     *
     * @param available whether a payload of a length (in bytes) can be taken at this moment
     * @return new rules
     */
    public HeaderRules withMemory(LongPredicate available) {
        return new HeaderRules(
                closesOnInvalidLength,
                versions,
                anyVersionIdentifies,
                types,
                ignoredTypes,
                maxPayloadLength,
                available,
                emptyUserData);
    }

    /**
     * These rules with diagnostic messages that carry no user data, a payload of 4 bytes, which some implementations send
     * and take. Without this their length is wrong.
     *
     * @return new rules
     */
    public HeaderRules withEmptyUserData() {
        return new HeaderRules(
                closesOnInvalidLength,
                versions,
                anyVersionIdentifies,
                types,
                ignoredTypes,
                maxPayloadLength,
                memoryAvailable,
                true);
    }

    /**
     * The largest payload that these rules accept.
     *
     * @return bytes
     */
    public int maxPayloadLength() {
        return maxPayloadLength;
    }

    /**
     * Judges a header by the first rule that it breaks.
     *
     * @param header the header
     * @return the verdict
     */
    public HeaderVerdict check(DoipHeader header) {
        return check(
                header.version().value(), header.inverseVersion(), header.type().value(), header.payloadLength());
    }

    HeaderVerdict check(int version, int inverse, int type, long length) {
        if ((version ^ 0xFF) != inverse) {
            return HeaderVerdict.INCORRECT_PATTERN;
        }
        if (ignoredTypes.get(type)) {
            // Before the version check: two entities without a common version would answer each other for ever.
            return HeaderVerdict.IGNORE;
        }
        if (!acceptsVersion(version, type)) {
            return HeaderVerdict.INCORRECT_PATTERN;
        }
        if (!types.get(type)) {
            return HeaderVerdict.UNKNOWN_PAYLOAD_TYPE;
        }
        if (length > maxPayloadLength) {
            return HeaderVerdict.MESSAGE_TOO_LARGE;
        }
        if (!memoryAvailable.test(length)) {
            return HeaderVerdict.OUT_OF_MEMORY;
        }
        return acceptsLength(type, length) ? HeaderVerdict.ACCEPT : HeaderVerdict.INVALID_PAYLOAD_LENGTH;
    }

    private boolean acceptsLength(int type, long length) {
        boolean withoutUserData = type == DIAGNOSTIC_MESSAGE_TYPE && length == LENGTH_WITHOUT_USER_DATA;
        return PayloadType.acceptsLength(type, length) && (emptyUserData || !withoutUserData);
    }

    HeaderViolation violation(DoipHeader header, GenericNackCode code) {
        boolean skipped = code.equals(GenericNackCode.INVALID_PAYLOAD_LENGTH) && !closesOnInvalidLength;
        return new HeaderViolation(header, code, code.closesSocket() && !skipped);
    }

    private boolean acceptsVersion(int version, int type) {
        if (versions.get(version)) {
            return true;
        }
        boolean identification = type >= FIRST_IDENTIFICATION_TYPE && type <= LAST_IDENTIFICATION_TYPE;
        return identification && (anyVersionIdentifies || version == ProtocolVersion.WILDCARD.value());
    }

    private static boolean enoughMemory(long length) {
        return true;
    }

    private static int checkedMax(int length) {
        return Checks.range("maximum payload length", length, 0, LARGEST_MAX_PAYLOAD_LENGTH);
    }

    private static BitSet versionBits(Set<ProtocolVersion> versions) {
        return bits(versions.stream().mapToInt(ProtocolVersion::value).toArray());
    }

    private static BitSet firstBits(int count) {
        BitSet bits = new BitSet();
        bits.set(0, count);
        return bits;
    }

    private static BitSet bits(int... values) {
        BitSet bits = new BitSet();
        for (int value : values) {
            bits.set(value);
        }
        return bits;
    }
}
