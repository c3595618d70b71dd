package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.uds.ServiceId;
import java.io.ByteArrayOutputStream;

/** Writes a request field by field. */
final class RequestBuilder {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    RequestBuilder(ServiceId service) {
        bytes.write(service.value());
    }

    RequestBuilder u8(int value) {
        bytes.write(value);
        return this;
    }

    RequestBuilder u16(int value) {
        return unsigned(value, 2);
    }

    RequestBuilder unsigned(long value, int width) {
        for (int i = width - 1; i >= 0; i--) {
            bytes.write((int) (value >>> (8 * i)));
        }
        return this;
    }

    RequestBuilder bytes(Bytes value) {
        bytes.writeBytes(value.toArray());
        return this;
    }

    Bytes build() {
        return Bytes.wrap(bytes.toByteArray());
    }
}
