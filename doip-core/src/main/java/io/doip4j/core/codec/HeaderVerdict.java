package io.doip4j.core.codec;

import io.doip4j.core.message.GenericNackCode;
import java.util.Optional;

/** What {@link HeaderRules} say about a header. */
public enum HeaderVerdict {
    /** All rules are kept. */
    ACCEPT,
    /** The message is skipped without an answer: a receiver must not answer these types, whatever else is wrong. */
    IGNORE,
    /** Version and inverse do not match, or the version is not supported. */
    INCORRECT_PATTERN,
    /** The type is not supported on this transport or in this role. */
    UNKNOWN_PAYLOAD_TYPE,
    /** Longer than the receiver can ever take. */
    MESSAGE_TOO_LARGE,
    /** There is no memory for it now. */
    OUT_OF_MEMORY,
    /** The type cannot have this length. */
    INVALID_PAYLOAD_LENGTH;

    /**
     * The code of the negative acknowledge that belongs to this verdict.
     *
     * @return the code; empty for {@link #ACCEPT} and {@link #IGNORE}
     */
    public Optional<GenericNackCode> nackCode() {
        return switch (this) {
            case ACCEPT, IGNORE -> Optional.empty();
            case INCORRECT_PATTERN -> Optional.of(GenericNackCode.INCORRECT_PATTERN);
            case UNKNOWN_PAYLOAD_TYPE -> Optional.of(GenericNackCode.UNKNOWN_PAYLOAD_TYPE);
            case MESSAGE_TOO_LARGE -> Optional.of(GenericNackCode.MESSAGE_TOO_LARGE);
            case OUT_OF_MEMORY -> Optional.of(GenericNackCode.OUT_OF_MEMORY);
            case INVALID_PAYLOAD_LENGTH -> Optional.of(GenericNackCode.INVALID_PAYLOAD_LENGTH);
        };
    }
}
