package io.doip4j.vehicle.trace;

import java.net.InetSocketAddress;

/** How addresses are written. */
final class Addresses {
    private Addresses() {}

    static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
