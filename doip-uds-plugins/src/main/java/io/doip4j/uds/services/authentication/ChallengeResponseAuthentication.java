package io.doip4j.uds.services.authentication;

import io.doip4j.core.Bytes;
import io.doip4j.uds.services.internal.SymmetricKeys;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Authentication with challenge and response (ISO 14229-1, service 0x29, ACR), a setting for {@link Authentication}: which
 * keys testers have, and which roles these give. Immutable.
 *
 * <p>All keys are of one kind: secrets that ECU and tester share (symmetric), or public keys of testers (asymmetric). The
 * algorithmIndicator of a request must be that of the kind: the object identifier in ASN.1 BER, filled up with 0x00.
 *
 * <table>
 * <caption>Kinds of keys</caption>
 * <tr><th>key</th><th>proof</th><th>algorithmIndicator</th></tr>
 * <tr><td>secret</td><td>HMAC-SHA256</td><td>06 08 2A 86 48 86 F7 0D 02 09 ..</td></tr>
 * <tr><td>EC</td><td>ECDSA with SHA-256</td><td>06 08 2A 86 48 CE 3D 04 03 02 ..</td></tr>
 * <tr><td>RSA</td><td>RSASSA-PSS with SHA-256, salt of 32 bytes</td><td>06 09 2A 86 48 86 F7 0D 01 01 0A ..</td></tr>
 * <tr><td>Ed25519</td><td>Ed25519</td><td>06 03 2B 65 70 ..</td></tr>
 * </table>
 */
public final class ChallengeResponseAuthentication {
    private final List<Client> clients;
    private final Challenges challenges;
    private final boolean unidirectional;
    private final @Nullable PrivateKey ownKey;

    /** A tester, or several that have the same key. */
    record Client(ProofKey key, Set<String> roles) {}

    private ChallengeResponseAuthentication(Builder builder) {
        clients = List.copyOf(builder.clients);
        challenges = new Challenges(builder.challengeLength, builder.source);
        unidirectional = builder.unidirectional;
        ownKey = builder.ownKey;
    }

    /**
     * Begins a setting without keys.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    Challenges challenges() {
        return challenges;
    }

    boolean unidirectional() {
        return unidirectional;
    }

    /** Whether the ECU can prove itself, too. */
    boolean bidirectional() {
        return isSymmetric() || ownKey != null;
    }

    boolean isSymmetric() {
        return clients.get(0).key instanceof ProofKey.Shared;
    }

    /** The algorithm, as it is named on the wire. */
    Bytes indicator() {
        return clients.get(0).key.indicator();
    }

    /** The tester that made a proof; null if none of them did. */
    @Nullable
    Client whoProved(Bytes text, Bytes proof) throws GeneralSecurityException {
        for (Client client : clients) {
            if (client.key.verifies(text, proof)) {
                return client;
            }
        }
        return null;
    }

    /** The ECU's proof for a tester; to be asked for only if it is {@link #bidirectional}. */
    Bytes prove(Client to, Bytes text) throws GeneralSecurityException {
        if (to.key instanceof ProofKey.Shared shared) {
            return shared.prove(text);
        }
        PrivateKey key = Objects.requireNonNull(ownKey, "key of the ECU");
        return SignatureScheme.required(key).sign(key, text);
    }

    /** Collects what the setting consists of. Not safe for use by several threads at once. */
    public static final class Builder {
        private final List<Client> clients = new ArrayList<>();
        private int challengeLength = Challenges.DEFAULT_LENGTH;
        private ChallengeSource source = ChallengeSource.random();
        private boolean unidirectional = true;
        private @Nullable PrivateKey ownKey;

        private Builder() {}

        /**
         * Adds a secret that testers share with the ECU.
         *
         * @param secret 16 bytes or more
         * @param roles which roles it gives, one or more
         * @return this
         * @throws IllegalArgumentException if the secret is too short or there is no role
         */
        public Builder client(Bytes secret, String... roles) {
            return client(new ProofKey.Shared(SymmetricKeys.hmacSha256(secret)), roles);
        }

        /**
         * Adds the public key of a tester.
         *
         * @param key EC, RSA or Ed25519
         * @param roles which roles it gives, one or more
         * @return this
         * @throws IllegalArgumentException if the key is of another kind or there is no role
         */
        public Builder client(PublicKey key, String... roles) {
            return client(new ProofKey.OfTester(SignatureScheme.required(key), key), roles);
        }

        private Builder client(ProofKey key, String... roles) {
            if (roles.length == 0) {
                throw new IllegalArgumentException("name at least one role that the key gives");
            }
            clients.add(new Client(key, Set.of(roles)));
            return this;
        }

        /**
         * Lets the ECU prove itself to testers with public keys, too: with it the task verifyProofOfOwnershipBidirectional is
         * there. With shared secrets it always is.
         *
         * @param key its private key, of the same kind as those of the testers
         * @return this
         */
        public Builder ownKey(PrivateKey key) {
            ownKey = key;
            return this;
        }

        /**
         * Takes the task verifyProofOfOwnershipUnidirectional away: no tester is authenticated that does not make the ECU prove
         * itself.
         *
         * @return this
         */
        public Builder bidirectionalOnly() {
            unidirectional = false;
            return this;
        }

        /**
         * Sets the length of the ECU's challenges, 32 bytes unless set.
         *
         * @param length bytes, 16..255
         * @return this
         */
        public Builder challengeLength(int length) {
            challengeLength = length;
            return this;
        }

        /**
         * Sets where challenges come from, a strong random source unless set.
         *
         * @param challenges the source
         * @return this
         */
        public Builder challenges(ChallengeSource challenges) {
            source = challenges;
            return this;
        }

        /**
         * Makes the setting.
         *
         * @return the setting
         * @throws IllegalArgumentException if there is no tester, the keys are not all of one kind, the length of the challenge
         *     is out of range, or the ECU is to be bidirectional only and has no key
         */
        public ChallengeResponseAuthentication build() {
            if (clients.isEmpty()) {
                throw new IllegalArgumentException("name at least one tester");
            }
            Bytes kind = clients.get(0).key.indicator();
            boolean sameKind =
                    clients.stream().allMatch(client -> client.key.indicator().equals(kind));
            if (!sameKind
                    || (ownKey != null
                            && !SignatureScheme.required(ownKey).indicator().equals(kind))) {
                throw new IllegalArgumentException("the keys are not all of one kind");
            }
            ChallengeResponseAuthentication made = new ChallengeResponseAuthentication(this);
            if (!unidirectional && !made.bidirectional()) {
                throw new IllegalArgumentException("bidirectional authentication needs a key of the ECU");
            }
            return made;
        }
    }
}
