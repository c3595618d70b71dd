package io.doip4j.server.internal.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An address of this host. The same address on two interfaces is two; what else is known of it makes no difference.
 *
 * @param index the number of its interface
 * @param address the address
 * @param prefixLength length of its network prefix in bits
 * @param broadcast the broadcast address of its subnet
 */
record LocalAddress(int index, InetAddress address, int prefixLength, Optional<InetAddress> broadcast) {
    boolean isIpv6() {
        return address instanceof Inet6Address;
    }

    /** Whether a peer is in the same network. */
    boolean isNear(InetAddress peer) {
        byte[] own = address.getAddress();
        byte[] other = peer.getAddress();
        if (own.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < Math.min(prefixLength, own.length * Byte.SIZE); bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((own[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LocalAddress that && index == that.index && address.equals(that.address);
    }

    @Override
    public int hashCode() {
        return 31 * index + address.hashCode();
    }
}
