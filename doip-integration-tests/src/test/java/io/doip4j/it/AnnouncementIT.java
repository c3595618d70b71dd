package io.doip4j.it;

import static io.doip4j.it.Wire.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import io.doip4j.server.DoipServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Announcements at start, sent to this test instead of everybody. */
class AnnouncementIT {
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Bytes ANNOUNCEMENT = frame(
            0x0004,
            "57 56 57 5A 5A 5A 31 4A 5A 58 57 30 30 30 30 30 31 10 00 02 00 00 00 10 00 02 00 00 00 00 01 00 00");

    private DatagramSocket listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new DatagramSocket(Servers.at(Servers.IPV4, 0));
        listener.setSoTimeout(5_000);
    }

    @AfterEach
    void close() {
        listener.close();
    }

    private DoipServer announcing(Duration longestWait) {
        return Servers.demo(builder -> builder.announce(true)
                .announceTo((InetSocketAddress) listener.getLocalSocketAddress())
                .announceWait(longestWait)
                .announceInterval(INTERVAL));
    }

    private DatagramPacket receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        listener.receive(packet);
        return packet;
    }

    @Test
    @Tag("T1")
    void announcesThreeTimes() throws IOException {
        try (DoipServer server = announcing(Duration.ZERO)) {
            long begin = 0;
            for (int i = 0; i < 3; i++) {
                DatagramPacket packet = receive();
                begin = i == 0 ? System.nanoTime() : begin;
                assertThat(Bytes.copyOf(packet.getData()).slice(0, packet.getLength()))
                        .isEqualTo(ANNOUNCEMENT);
                assertThat(packet.getPort()).isEqualTo(server.port());
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(INTERVAL, INTERVAL.multipliedBy(10));
            listener.setSoTimeout((int) INTERVAL.multipliedBy(2).toMillis());
            assertThatThrownBy(this::receive).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aClosedServerAnnouncesNothing() throws IOException {
        announcing(Duration.ZERO).close();
        listener.setSoTimeout((int) INTERVAL.multipliedBy(2).toMillis());
        assertThatThrownBy(() -> {
                    receive(); // the first may have left
                    receive();
                })
                .isInstanceOf(SocketTimeoutException.class);
    }
}
