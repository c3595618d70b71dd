package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.uds.ServiceId;
import java.util.concurrent.CompletionStage;

/**
 * Security access to an ECU (ISO 14229-1, service 0x27).
 *
 * <pre>{@code
 * ecu.security().unlock(0x01, (level, seed, parameters) -> keyFor(seed));
 * }</pre>
 *
 * <p>What an ECU says to wrong keys is a {@link UdsNegativeResponseException}: 0x35 for a wrong key, 0x36 for one wrong key too
 * many, and 0x37 as long as it then accepts none.
 */
public final class UdsSecurity {
    private final Peer peer;

    UdsSecurity(Peer peer) {
        this.peer = peer;
    }

    /**
     * Unlocks a security level: asks for the seed, computes the key and sends it. A seed full of zeros says that the level is
     * unlocked already.
     *
     * @param level sub-function of the seed request: odd, 0x01..0x7D
     * @param algorithm computes the key
     * @return whether a key was needed: false if the level was unlocked already
     * @throws IllegalArgumentException if the level is even or out of range
     */
    public boolean unlock(int level, SecurityAlgorithm algorithm) {
        return unlock(level, Bytes.EMPTY, algorithm);
    }

    /**
     * Unlocks a security level, with a data record in the seed request.
     *
     * @param level sub-function of the seed request: odd, 0x01..0x7D
     * @param parameters the record; handed to the algorithm too
     * @param algorithm computes the key
     * @return whether a key was needed: false if the level was unlocked already
     * @throws IllegalArgumentException if the level is even or out of range
     */
    public boolean unlock(int level, Bytes parameters, SecurityAlgorithm algorithm) {
        return unlockCall(level, parameters, algorithm).now();
    }

    /**
     * Unlocks a security level.
     *
     * @param level sub-function of the seed request: odd, 0x01..0x7D
     * @param algorithm computes the key
     * @return whether a key was needed: false if the level was unlocked already
     * @throws IllegalArgumentException if the level is even or out of range
     */
    public CompletionStage<Boolean> unlockAsync(int level, SecurityAlgorithm algorithm) {
        return unlockAsync(level, Bytes.EMPTY, algorithm);
    }

    /**
     * Unlocks a security level, with a data record in the seed request.
     *
     * @param level sub-function of the seed request: odd, 0x01..0x7D
     * @param parameters the record; handed to the algorithm too
     * @param algorithm computes the key
     * @return whether a key was needed: false if the level was unlocked already
     * @throws IllegalArgumentException if the level is even or out of range
     */
    public CompletionStage<Boolean> unlockAsync(int level, Bytes parameters, SecurityAlgorithm algorithm) {
        return unlockCall(level, parameters, algorithm).async();
    }

    private Call<Boolean> unlockCall(int level, Bytes parameters, SecurityAlgorithm algorithm) {
        return seedCall(level, parameters).then(seed -> {
            if (seed.isAll(0)) {
                return Call.done(false);
            }
            return keyCall(level, algorithm.key(level, seed, parameters)).map(none -> true);
        });
    }

    /**
     * Asks for a seed and does no more.
     *
     * @param level sub-function of the seed request: odd, 0x01..0x7D
     * @param parameters a data record, or nothing
     * @return the seed; all zero, or empty, if the level is unlocked already
     * @throws IllegalArgumentException if the level is even or out of range
     */
    public Bytes requestSeed(int level, Bytes parameters) {
        return seedCall(level, parameters).now();
    }

    /**
     * Asks for a seed and does no more.
     *
     * @param level sub-function of the seed request: odd, 0x01..0x7D
     * @param parameters a data record, or nothing
     * @return the seed; all zero, or empty, if the level is unlocked already
     * @throws IllegalArgumentException if the level is even or out of range
     */
    public CompletionStage<Bytes> requestSeedAsync(int level, Bytes parameters) {
        return seedCall(level, parameters).async();
    }

    private Call<Bytes> seedCall(int level, Bytes parameters) {
        Bytes request = new RequestBuilder(ServiceId.SECURITY_ACCESS)
                .u8(level(level))
                .bytes(parameters)
                .build();
        return peer.call(request, response -> {
            response.skip(1);
            return response.rest();
        });
    }

    /**
     * Sends a key.
     *
     * @param level sub-function of the seed request that it is for: odd, 0x01..0x7D
     * @param key the key
     * @throws IllegalArgumentException if the level is even or out of range
     */
    public void sendKey(int level, Bytes key) {
        keyCall(level, key).now();
    }

    /**
     * Sends a key.
     *
     * @param level sub-function of the seed request that it is for: odd, 0x01..0x7D
     * @param key the key
     * @return completes with the positive answer
     * @throws IllegalArgumentException if the level is even or out of range
     */
    public CompletionStage<Void> sendKeyAsync(int level, Bytes key) {
        return keyCall(level, key).async();
    }

    private Call<Void> keyCall(int level, Bytes key) {
        return peer.confirmed(new RequestBuilder(ServiceId.SECURITY_ACCESS)
                .u8(level(level) + 1)
                .bytes(key)
                .build());
    }

    private static int level(int level) {
        Args.range("security level", level, 0x01, 0x7D);
        if (level % 2 == 0) {
            throw new IllegalArgumentException(
                    "security level " + level + " is even: give the odd sub-function of the seed request");
        }
        return level;
    }
}
