package io.doip4j.uds.services.authentication;

import io.doip4j.core.Bytes;
import io.doip4j.uds.services.internal.RandomBytes;
import java.security.GeneralSecurityException;

/**
 * Where the challenges of {@link Authentication} come from. Must be safe for use by any thread.
 */
@FunctionalInterface
public interface ChallengeSource {
    /**
     * Makes a challenge that was not there before.
     *
     * @param length bytes
     * @return the challenge
     * @throws GeneralSecurityException if it cannot be made: the tester gets NRC 0x59
     */
    Bytes challenge(int length) throws GeneralSecurityException;

    /**
     * Random bytes from a strong source.
     *
     * @return the source
     */
    static ChallengeSource random() {
        return RandomBytes::next;
    }
}
