package io.doip4j.core.message;

import io.doip4j.core.Bytes;

/** The UDS message inside a diagnostic message: one byte at least. */
final class UserData {
    private UserData() {}

    static void check(Bytes userData) {
        if (userData.isEmpty()) {
            throw new IllegalArgumentException("a diagnostic message needs at least one byte of user data");
        }
    }
}
