package io.doip4j.vehicle.trace;

import io.doip4j.core.Bytes;
import java.util.ArrayList;
import java.util.List;

/** A pcapng file cut into its blocks. */
record Blocks(List<Block> all) {
    static final int INTERFACE = 1;
    static final int STATISTICS = 5;
    static final int PACKET = 6;

    /** Type and content, without the lengths around. */
    record Block(int type, Bytes body) {}

    static Blocks of(byte[] file) {
        Bytes bytes = Bytes.copyOf(file);
        List<Block> blocks = new ArrayList<>();
        int at = 0;
        while (at < bytes.length()) {
            int length = (int) bytes.u32(at + 4);
            if (length % 4 != 0 || bytes.u32(at + length - 4) != length) {
                throw new AssertionError("a block of " + length + " bytes at " + at + " is not one");
            }
            blocks.add(new Block((int) bytes.u32(at), bytes.slice(at + 8, length - 12)));
            at += length;
        }
        return new Blocks(blocks);
    }

    List<Bytes> ofType(int type) {
        return all.stream()
                .filter(block -> block.type() == type)
                .map(Block::body)
                .toList();
    }

    /** Time stamps of packets, in nanoseconds since 1970. */
    List<Long> times() {
        return ofType(PACKET).stream().map(body -> body.unsigned(4, 8)).toList();
    }

    /** What is in the packets. */
    List<Bytes> packets() {
        return ofType(PACKET).stream()
                .map(body -> body.slice(20, (int) body.u32(12)))
                .toList();
    }
}
