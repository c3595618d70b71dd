package io.doip4j.server.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.WireTap;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

class TapsTest {
    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 13400);
    private static final DoipPeer PEER = new DoipPeer(DoipPeer.Transport.TCP, 1, HERE);

    private final WritableByteChannel channel = Channels.newChannel(new ByteArrayOutputStream());

    @Test
    void withoutTapsOutputGoesStraightToTheSocket() {
        assertThat(new Taps(List.of(), (tap, fault) -> {}).on(channel, PEER, HERE))
                .isSameAs(channel);
    }

    @Test
    void withTapsItDoesNot() {
        assertThat(new Taps(List.of(new WireTap() {}), (tap, fault) -> {}).on(channel, PEER, HERE))
                .isNotSameAs(channel);
    }
}
