package io.doip4j.it.uds;

import io.doip4j.core.LogicalAddress;

/** The two testers of the vector file, each on a connection of its own. */
enum Tester {
    A(0x0E00),
    B(0x0E01);

    private final int address;

    Tester(int address) {
        this.address = address;
    }

    LogicalAddress address() {
        return LogicalAddress.of(address);
    }
}
