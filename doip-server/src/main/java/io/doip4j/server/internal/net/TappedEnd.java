package io.doip4j.server.internal.net;

import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.WireTap.End;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Tells the taps how a connection ends: of the first side at once, of the other one when the socket is given back. Belongs to
 * the event loop.
 */
final class TappedEnd {
    private final Taps taps;
    private final DoipPeer peer;
    private final InetSocketAddress local;
    private @Nullable End first;
    private @Nullable End last;
    private boolean released;

    TappedEnd(Taps taps, DoipPeer peer, InetSocketAddress local) {
        this.taps = taps;
        this.peer = peer;
        this.local = local;
    }

    /** A side ends the connection; what is not its first end is not told. */
    void by(End end) {
        if (released) {
            return;
        }
        if (first == null) {
            first = end;
            last = end;
            taps.closed(peer, local, end);
        } else if (first.equals(last) && !isReset(first)) {
            last = end;
        }
    }

    /** The socket is closed. */
    void released() {
        by(End.CLOSED_BY_SERVER);
        released = true;
        if (last != null) {
            taps.released(peer, local, last);
        }
    }

    private static boolean isReset(End end) {
        return end == End.RESET_BY_PEER || end == End.RESET_BY_SERVER;
    }
}
