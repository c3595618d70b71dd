package io.doip4j.vehicle.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes blocks of a pcapng file: one section, interfaces whose packets begin with IP, time stamps in nanoseconds. Every block
 * is written at once.
 */
final class PcapngWriter {
    /** Which way a packet went. */
    enum Direction {
        INBOUND,
        OUTBOUND
    }

    private static final int SECTION_HEADER = 0x0A0D0D0A;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int INTERFACE_STATISTICS = 5;
    private static final int ENHANCED_PACKET = 6;
    private static final int BYTE_ORDER = 0x1A2B3C4D;
    private static final int MAJOR_VERSION = 1;
    private static final long UNKNOWN_LENGTH = -1;
    /** A packet begins with an IPv4 or IPv6 header: LINKTYPE_RAW. */
    private static final int RAW_IP = 101;

    private static final int END_OF_OPTIONS = 0;
    private static final int COMMENT = 1;
    private static final int INTERFACE_NAME = 2;
    private static final int PACKET_FLAGS = 2;
    private static final int INTERFACE_DESCRIPTION_TEXT = 3;
    private static final int APPLICATION = 4;
    private static final int INTERFACE_DROPPED = 5;
    private static final int TIME_RESOLUTION = 9;
    /** As a power of ten. */
    private static final int NANOSECONDS = 9;

    /** Type, length at both ends. */
    private static final int FRAME = 12;

    private static final int WORD = 4;

    private final OutputStream out;
    private int interfaces;

    PcapngWriter(OutputStream out) {
        this.out = out;
    }

    void section(String application) throws IOException {
        Options options = new Options().text(APPLICATION, application);
        write(
                SECTION_HEADER,
                ByteBuffer.allocate(4 * WORD)
                        .putInt(BYTE_ORDER)
                        .putShort((short) MAJOR_VERSION)
                        .putShort(/* minor version */ (short) 0)
                        .putLong(UNKNOWN_LENGTH)
                        .flip(),
                options);
    }

    /** Describes one more interface and returns its number. */
    int describeInterface(String name, String description) throws IOException {
        Options options = new Options()
                .text(INTERFACE_NAME, name)
                .text(INTERFACE_DESCRIPTION_TEXT, description)
                .bytes(TIME_RESOLUTION, (byte) NANOSECONDS);
        write(
                INTERFACE_DESCRIPTION,
                ByteBuffer.allocate(2 * WORD)
                        .putShort((short) RAW_IP)
                        .putShort(/* reserved */ (short) 0)
                        .putInt(/* no limit for a packet */ 0)
                        .flip(),
                options);
        return interfaces++;
    }

    /** A packet; the comment may be empty. */
    void packet(int interfaceId, long epochNanos, Direction direction, ByteBuffer packet, String comment)
            throws IOException {
        Options options = new Options()
                .bytes(PACKET_FLAGS, (byte) 0, (byte) 0, (byte) 0, (byte) (direction == Direction.INBOUND ? 1 : 2));
        if (!comment.isEmpty()) {
            options.text(COMMENT, comment);
        }
        int length = packet.remaining();
        ByteBuffer body = ByteBuffer.allocate(5 * WORD + padded(length))
                .putInt(interfaceId)
                .putLong(epochNanos)
                .putInt(/* captured */ length)
                .putInt(/* original */ length)
                .put(packet);
        write(ENHANCED_PACKET, body.clear(), options);
    }

    /** How many packets of an interface are missing. */
    void dropped(int interfaceId, long epochNanos, long count) throws IOException {
        Options options = new Options()
                .bytes(
                        INTERFACE_DROPPED,
                        ByteBuffer.allocate(Long.BYTES).putLong(count).array());
        write(
                INTERFACE_STATISTICS,
                ByteBuffer.allocate(3 * WORD)
                        .putInt(interfaceId)
                        .putLong(epochNanos)
                        .flip(),
                options);
    }

    private void write(int type, ByteBuffer body, Options options) throws IOException {
        ByteBuffer end = options.end();
        int length = FRAME + body.remaining() + end.remaining();
        out.write(ByteBuffer.allocate(length)
                .putInt(type)
                .putInt(length)
                .put(body)
                .put(end)
                .putInt(length)
                .array());
    }

    private static int padded(int length) {
        return (length + WORD - 1) / WORD * WORD;
    }

    /** The options at the end of a block. */
    private static final class Options {
        private ByteBuffer all = ByteBuffer.allocate(2 * WORD);

        Options text(int code, String text) {
            return bytes(code, text.getBytes(StandardCharsets.UTF_8));
        }

        Options bytes(int code, byte... value) {
            if (value.length > 0xFFFF) {
                throw new IllegalArgumentException("an option has " + value.length + " bytes, can have 65535");
            }
            room(WORD + padded(value.length));
            all.putShort((short) code).putShort((short) value.length).put(value);
            all.position(padded(all.position()));
            return this;
        }

        ByteBuffer end() {
            room(WORD);
            return all.putInt(END_OF_OPTIONS).flip();
        }

        private void room(int needed) {
            if (all.remaining() < needed) {
                all = ByteBuffer.allocate(2 * (all.position() + needed)).put(all.flip());
            }
        }
    }
}
