package io.doip4j.client.internal.net;

import io.doip4j.uds.spi.Cancellable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The blocking socket of one connection, plain or with TLS. Another thread may abort whatever it is doing. */
final class TcpTransport {
    private static final Logger LOG = LoggerFactory.getLogger(TcpTransport.class);

    private final Socket plain = new Socket();
    private final Timers timers;
    private final InetSocketAddress remote;
    private volatile Socket socket = plain;

    /** A transport that is not connected yet. */
    TcpTransport(InetSocketAddress remote, Timers timers) {
        this.remote = remote;
        this.timers = timers;
    }

    InetSocketAddress remote() {
        return remote;
    }

    InetSocketAddress local() {
        return (InetSocketAddress) plain.getLocalSocketAddress();
    }

    /** Connects. Closes the socket if that fails. */
    void open(Optional<InetSocketAddress> local, Duration timeout, Optional<TlsSettings> tls) throws IOException {
        try {
            if (local.isPresent()) {
                plain.bind(local.get());
            }
            plain.connect(remote, millis(timeout));
            plain.setTcpNoDelay(true);
            if (tls.isPresent()) {
                handshake(tls.get(), timeout);
            }
        } catch (IOException | RuntimeException e) {
            abort();
            throw e;
        }
    }

    private void handshake(TlsSettings tls, Duration timeout) throws IOException {
        SSLSocket secure = (SSLSocket) tls.context()
                .getSocketFactory()
                .createSocket(plain, remote.getAddress().getHostAddress(), remote.getPort(), true);
        secure.setUseClientMode(true);
        secure.setSSLParameters(tls.parameters());
        // Two limits: of one read, and of all of it, against an entity that sends a byte now and then
        plain.setSoTimeout(millis(timeout));
        Cancellable limit = timers.schedule(timeout, this::abort);
        try {
            secure.startHandshake();
        } finally {
            limit.cancel();
        }
        plain.setSoTimeout(0);
        socket = secure;
    }

    boolean isTls() {
        return socket instanceof SSLSocket;
    }

    InputStream input() throws IOException {
        return socket.getInputStream();
    }

    OutputStream output() throws IOException {
        return socket.getOutputStream();
    }

    /** Closes in good order. May wait for a peer that takes nothing, until somebody aborts. */
    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing the connection to {}", remote, e);
        }
    }

    /** Closes the socket below, whatever goes on above it. Never waits. */
    void abort() {
        try {
            plain.close();
        } catch (IOException e) {
            LOG.debug("aborting the connection to {}", remote, e);
        }
    }

    private static int millis(Duration timeout) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, timeout.toMillis()));
    }
}
