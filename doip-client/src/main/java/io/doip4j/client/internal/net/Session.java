package io.doip4j.client.internal.net;

import io.doip4j.client.internal.protocol.Failure;
import io.doip4j.client.internal.protocol.MachineLink;
import io.doip4j.client.internal.protocol.TesterMachine;
import io.doip4j.core.MonotonicClock;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.PeriodicDiagnosticMessage;
import io.doip4j.uds.spi.Cancellable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One TCP connection: its socket, the thread that reads, the thread that writes, and the machine in between. */
final class Session implements MachineLink, FrameWriter.Owner {
    /** Who has the connection. Called with the lock. */
    interface Owner {
        void ended(Session session, Failure.Ended why);
    }

    /** What all sessions of a connection share. */
    record Shared(
            ConnectionSettings settings,
            ReentrantLock lock,
            MonotonicClock clock,
            Timers timers,
            EventLane lane,
            LinkEvents events,
            Activity activity) {}

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final int READ_SIZE = 1 << 16;
    private static final Duration GOOD_ORDER = Duration.ofMillis(500);

    private final TcpTransport transport;
    private final Shared shared;
    private final Owner owner;
    private final TesterMachine machine;
    private final FrameWriter writer;
    private final Thread reader;
    private final InputStream input;
    /** Also when the socket is closed. */
    private final InetSocketAddress local;

    Session(TcpTransport transport, Shared shared, Owner owner) throws IOException {
        this.transport = transport;
        this.shared = shared;
        this.owner = owner;
        this.machine = new TesterMachine(shared.settings().machine(), this);
        this.input = transport.input();
        this.local = transport.local();
        String name = "doip-client " + transport.remote() + " ";
        this.writer = new FrameWriter(
                transport.output(),
                this,
                shared.timers(),
                shared.clock(),
                shared.settings().writeTimeout(),
                name + "writer");
        this.reader = Threads.daemon(name + "reader", this::read);
    }

    void start() {
        shared.activity().opened(local);
        writer.start();
        reader.start();
    }

    /** What to do with bytes and wishes; to be used with the lock. */
    TesterMachine machine() {
        return machine;
    }

    TcpTransport transport() {
        return transport;
    }

    private void read() {
        Failure.Ended why;
        try {
            byte[] buffer = new byte[READ_SIZE];
            int count;
            while ((count = input.read(buffer)) >= 0) {
                input(ByteBuffer.wrap(buffer, 0, count));
            }
            why = new Failure.Ended(
                    "closed by the entity; connect anew, or have the connection reconnect by itself", true);
        } catch (IOException e) {
            why = new Failure.Ended("broken: " + e.getMessage() + "; connect anew", true);
        } catch (RuntimeException | Error e) {
            LOG.error("the connection to {} is given up", transport.remote(), e);
            why = new Failure.Ended("given up because of a fault in this library: " + e, false);
        }
        Failure.Ended reason = why;
        shared.activity().began();
        try {
            locked(() -> end(reason));
        } finally {
            shared.activity().ended();
        }
    }

    private void input(ByteBuffer received) {
        shared.activity().began();
        try {
            shared.activity().received(local, received.remaining());
            locked(() -> machine.input(received));
        } finally {
            shared.activity().ended();
        }
    }

    private void locked(Runnable action) {
        shared.lock().lock();
        try {
            action.run();
        } finally {
            shared.lock().unlock();
        }
    }

    /** Begins to close the socket after all that is written already; never waits. */
    void close() {
        writer.finish();
        shared.timers().schedule(GOOD_ORDER, transport::abort);
    }

    /** Begins to close the socket without what waits for being written; never waits. */
    void drop() {
        writer.drop();
        shared.timers().schedule(GOOD_ORDER, transport::abort);
    }

    /** Waits until both threads have ended; the socket is aborted if they do not end in good order. */
    void awaitEnd() {
        Threads.await(writer.thread(), GOOD_ORDER);
        transport.abort();
        Threads.await(writer.thread(), GOOD_ORDER);
        Threads.await(reader, GOOD_ORDER);
    }

    @Override
    public void transmit(DoipMessage message, Runnable written) {
        writer.write(DoipEncoder.encode(shared.settings().version(), message), written);
    }

    @Override
    public void transmitFirst(DoipMessage message) {
        writer.writeFirst(DoipEncoder.encode(shared.settings().version(), message));
    }

    @Override
    public void received(DoipMessage message) {
        if (shared.events().observesAll()) {
            shared.lane().tell(message.payloadLength(), () -> shared.events().received(message));
        }
    }

    @Override
    public void diagnostic(DiagnosticMessage message) {
        shared.lane().tell(message.payloadLength(), () -> shared.events().diagnostic(message));
    }

    @Override
    public void periodic(PeriodicDiagnosticMessage message) {
        shared.lane().tell(message.payloadLength(), () -> shared.events().periodic(message));
    }

    @Override
    public void end(Failure.Ended why) {
        owner.ended(this, why);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return shared.timers().schedule(delay, () -> locked(task));
    }

    @Override
    public long now() {
        return shared.clock().nanoTime();
    }

    @Override
    public void written(Runnable then) {
        locked(then);
    }

    @Override
    public void failed(String why) {
        locked(() -> end(new Failure.Ended("broken: " + why + "; connect anew", true)));
    }

    @Override
    public void stalled(Duration time) {
        locked(() -> end(new Failure.Ended(
                "closed because the entity took nothing of what was sent for " + time.toMillis()
                        + " ms; connect anew, or wait longer with writeTimeout",
                false)));
        transport.abort();
    }

    @Override
    public void finished() {
        transport.close();
        shared.activity().closed(local);
    }

    @Override
    public void frameAdded() {
        shared.activity().began();
    }

    @Override
    public void frameDone(int bytesWritten) {
        shared.activity().sent(local, bytesWritten);
        shared.activity().ended();
    }
}
