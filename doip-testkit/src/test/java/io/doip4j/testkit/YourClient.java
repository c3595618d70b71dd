package io.doip4j.testkit;

import io.doip4j.core.Bytes;
import java.net.InetSocketAddress;

/** Stands for the program that somebody tests. */
public final class YourClient implements AutoCloseable {
    private static final int DATA_OFFSET = 3;

    private final DoipTester tester;

    YourClient(String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        tester = DoipTester.of(address, address);
    }

    YourClient connect() {
        tester.activateRouting(0x0E80);
        return this;
    }

    String readVin() {
        connect();
        Bytes answer = tester.request("22 F1 90");
        return answer.from(DATA_OFFSET).toAscii();
    }

    @Override
    public void close() {
        tester.close();
    }
}
