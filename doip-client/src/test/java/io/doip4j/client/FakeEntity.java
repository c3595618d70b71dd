package io.doip4j.client;

import io.doip4j.core.Bytes;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An entity that does what its scripts say: one script per connection, the last one for all that follow. */
public final class FakeEntity implements AutoCloseable {
    static final String ACTIVATED = "03 FC 00 06 00 00 00 09 0E 80 10 00 10 00 00 00 00";
    static final String ALIVE_CHECK = "03 FC 00 07 00 00 00 00";
    static final String ALIVE = "03 FC 00 08 00 00 00 02 0E 80";
    private static final int WAIT_MILLIS = 10_000;

    /** What happens on one connection. The connection stays open until the entity is closed, unless the script closes it. */
    public interface Script {
        void run(Peer peer) throws Exception;
    }

    private final ServerSocket server;
    private final Iterator<Script> scripts;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private volatile boolean closed;
    private final AtomicInteger accepted = new AtomicInteger();
    private Script script = peer -> {};

    private FakeEntity(ServerSocket server, List<Script> scripts) {
        this.server = server;
        this.scripts = scripts.iterator();
        start(this::accept);
    }

    public static FakeEntity running(Script... scripts) throws IOException {
        return on(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), scripts);
    }

    public static FakeEntity on(ServerSocket server, Script... scripts) {
        return new FakeEntity(server, List.of(scripts));
    }

    private void start(Runnable task) {
        Thread thread = new Thread(task, "fake entity");
        threads.add(thread);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                accepted.incrementAndGet();
                open.add(socket);
                if (scripts.hasNext()) {
                    script = scripts.next();
                }
                Script mine = script;
                start(() -> run(mine, socket));
            }
        } catch (IOException e) {
            fault(e);
        }
    }

    private void run(Script what, Socket socket) {
        try {
            socket.setSoTimeout(WAIT_MILLIS);
            socket.setTcpNoDelay(true);
            what.run(new Peer(socket));
        } catch (Exception | AssertionError e) {
            fault(e);
        }
    }

    private void fault(Throwable e) {
        if (!closed) {
            faults.add(e);
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    public int accepted() {
        return accepted.get();
    }

    DoipConnectionBuilder builder() {
        return DoipConnection.builder(address());
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        for (Closeable one : open) {
            one.close();
        }
        for (Thread thread : threads) {
            join(thread);
        }
        if (!faults.isEmpty()) {
            throw new AssertionError("the script failed", faults.get(0));
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The other end of a connection. */
    public static final class Peer {
        private final Socket socket;
        private final DataInputStream input;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.input = new DataInputStream(socket.getInputStream());
        }

        /** The next message, with its header. */
        public String receive() throws IOException {
            byte[] header = input.readNBytes(8);
            if (header.length < 8) {
                throw new EOFException("the tester has closed");
            }
            Bytes all = Bytes.wrap(header);
            return all.plus(Bytes.wrap(input.readNBytes((int) all.u32(4)))).toHex();
        }

        public Peer expect(String message) throws IOException {
            String received = receive();
            if (!Bytes.hex(received).equals(Bytes.hex(message))) {
                throw new AssertionError("expected " + message + " but received " + received);
            }
            return this;
        }

        public Peer expectEnd() throws IOException {
            try {
                int next = input.read();
                if (next >= 0) {
                    throw new IllegalStateException("the tester sent something instead of closing: " + next);
                }
            } catch (SocketException e) {
                // Reset: closed as well
                socket.close();
            }
            return this;
        }

        public Peer send(String message) throws IOException {
            socket.getOutputStream().write(Bytes.hex(message).toArray());
            return this;
        }

        public Peer activate() throws IOException {
            receive();
            return send(ACTIVATED);
        }

        public void close() throws IOException {
            socket.close();
        }

        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        Socket socket() {
            return socket;
        }
    }

    public static String diagnostic(String target, String userData) {
        return message("80 01", "0E 80" + target + userData);
    }

    public static String response(String source, String userData) {
        return message("80 01", source + "0E 80" + userData);
    }

    public static String ack(String target) {
        return message("80 02", target + "0E 80 00");
    }

    public static String nack(String target, String code) {
        return message("80 03", target + "0E 80" + code);
    }

    private static String message(String type, String payload) {
        return "03 FC" + type + String.format("%08X", Bytes.hex(payload).length()) + payload;
    }
}
