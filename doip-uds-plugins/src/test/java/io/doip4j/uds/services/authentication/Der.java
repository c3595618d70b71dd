package io.doip4j.uds.services.authentication;

import io.doip4j.core.Bytes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes the few forms of ASN.1 DER that a certificate consists of. */
final class Der {
    private static final DateTimeFormatter GENERALIZED_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private Der() {}

    static Bytes tagged(int tag, Bytes... contents) {
        Bytes content = concat(contents);
        int length = content.length();
        Bytes header = length < 0x80
                ? Bytes.of(tag, length)
                : length < 0x100 ? Bytes.of(tag, 0x81, length) : Bytes.of(tag, 0x82, length >> 8, length & 0xFF);
        return header.plus(content);
    }

    static Bytes sequence(Bytes... contents) {
        return tagged(0x30, contents);
    }

    static Bytes set(Bytes... contents) {
        return tagged(0x31, contents);
    }

    static Bytes integer(int value) {
        return tagged(0x02, Bytes.of(value >> 8 & 0x7F, value & 0xFF));
    }

    static Bytes oid(String hexContent) {
        return tagged(0x06, Bytes.hex(hexContent));
    }

    static Bytes bitString(Bytes content) {
        return tagged(0x03, Bytes.of(0), content);
    }

    static Bytes octetString(Bytes content) {
        return tagged(0x04, content);
    }

    static Bytes bool(boolean value) {
        return tagged(0x01, Bytes.of(value ? 0xFF : 0x00));
    }

    static Bytes utf8(String text) {
        return tagged(0x0C, Bytes.ascii(text));
    }

    static Bytes time(Instant time) {
        return tagged(0x18, Bytes.ascii(GENERALIZED_TIME.format(time)));
    }

    static Bytes concat(Bytes... parts) {
        Bytes all = Bytes.EMPTY;
        for (Bytes part : parts) {
            all = all.plus(part);
        }
        return all;
    }
}
