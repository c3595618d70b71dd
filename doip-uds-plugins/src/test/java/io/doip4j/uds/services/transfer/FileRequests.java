package io.doip4j.uds.services.transfer;

import io.doip4j.core.Bytes;
import java.nio.charset.StandardCharsets;

/** Requests of the service 0x38, as hexadecimal digits. */
final class FileRequests {
    private FileRequests() {}

    static String add(String path, long size) {
        return written(0x01, path, size);
    }

    static String delete(String path) {
        return begin(0x02, path);
    }

    static String replace(String path, long size) {
        return written(0x03, path, size);
    }

    static String read(String path) {
        return begin(0x04, path) + " 00";
    }

    static String list(String path) {
        return begin(0x05, path);
    }

    static String resume(String path, long size) {
        return written(0x06, path, size);
    }

    /** Plain data, sizes of four bytes. */
    private static String written(int mode, String path, long size) {
        return begin(mode, path) + String.format(" 00 04 %08X %08X", size, size);
    }

    static String begin(int mode, String path) {
        byte[] utf8 = path.getBytes(StandardCharsets.UTF_8);
        return String.format("38 %02X %04X ", mode, utf8.length)
                + Bytes.wrap(utf8).toHex();
    }
}
