package io.doip4j.uds.services.security;

import io.doip4j.core.Bytes;
import io.doip4j.uds.services.internal.RandomBytes;
import java.security.GeneralSecurityException;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-GCM: the signature field is nonce and tag. */
final class AesGcmProtection implements SecuredDataProtection {
    private static final int CALCULATION = 0x01;
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_LENGTH = 16;
    private static final Set<Integer> KEY_LENGTHS = Set.of(16, 24, 32);

    private final SecretKey key;

    AesGcmProtection(Bytes key) {
        if (!KEY_LENGTHS.contains(key.length())) {
            throw new IllegalArgumentException("the AES key has " + key.length() + " bytes, must have 16, 24 or 32");
        }
        this.key = new SecretKeySpec(key.toArray(), "AES");
    }

    @Override
    public boolean encrypts() {
        return true;
    }

    @Override
    public int calculation() {
        return CALCULATION;
    }

    @Override
    public int signatureLength() {
        return NONCE_LENGTH + TAG_LENGTH;
    }

    @Override
    public Sealed seal(Bytes associated, Bytes data) throws GeneralSecurityException {
        Bytes nonce = RandomBytes.next(NONCE_LENGTH);
        Bytes output = run(Cipher.ENCRYPT_MODE, nonce, associated, data);
        return new Sealed(output.slice(0, data.length()), nonce.plus(output.from(data.length())));
    }

    @Override
    public Bytes open(Bytes associated, Sealed sealed) throws GeneralSecurityException {
        Bytes nonce = sealed.signature().slice(0, NONCE_LENGTH);
        Bytes tag = sealed.signature().from(NONCE_LENGTH);
        return run(Cipher.DECRYPT_MODE, nonce, associated, sealed.data().plus(tag));
    }

    private Bytes run(int mode, Bytes nonce, Bytes associated, Bytes input) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, nonce.toArray()));
        cipher.updateAAD(associated.toArray());
        return Bytes.wrap(cipher.doFinal(input.toArray()));
    }
}
