package io.doip4j.uds.services.authentication;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.services.internal.Lengths;
import java.security.GeneralSecurityException;
import java.util.Objects;

/**
 * The challenges of an ECU.
 *
 * @param length bytes of each
 * @param source where they come from
 */
record Challenges(int length, ChallengeSource source) {
    static final int DEFAULT_LENGTH = 32;

    /** Shorter ones would come twice. */
    private static final int MIN_LENGTH = 16;

    private static final int MAX_LENGTH = 255;

    Challenges {
        Lengths.range("length of the challenge", length, MIN_LENGTH, MAX_LENGTH);
        Objects.requireNonNull(source, "source");
    }

    Bytes next() {
        try {
            Bytes challenge = source.challenge(length);
            if (challenge.length() == length) {
                return challenge;
            }
        } catch (GeneralSecurityException e) {
            // The tester has to know, and its answer has no room for why.
            throw failed();
        }
        throw failed();
    }

    private static NegativeResponseException failed() {
        return new NegativeResponseException(Nrc.CHALLENGE_CALCULATION_FAILED);
    }
}
