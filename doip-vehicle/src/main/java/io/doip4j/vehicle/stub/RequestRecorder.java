package io.doip4j.vehicle.stub;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.DoipServerListener;
import io.doip4j.vehicle.stub.RecordedMessage.Direction;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the diagnostic messages that a server receives and sends, and fails a test that expected others.
 *
 * <pre>{@code
 * RequestRecorder recorder = new RequestRecorder();
 * try (DoipServer server = recorder.attachTo(DoipServer.builder().port(0)).build().start()) {
 *     runTheProgramUnderTest(server.tcpAddress());
 *     recorder.verify(request("22 F1 90").from(0x0E80).to(0x1000), times(1));
 *     recorder.verify(request("2E *"), never());
 *     recorder.verifyInOrder(request("10 03"), request("27 01"), request("27 02 *"));
 *     recorder.verify(response("7F ?? 33"), atLeast(1));
 * }
 * }</pre>
 *
 * <p>Requests are recorded as they are received, before an interceptor sees them, also those that are refused with a NACK or NRC
 * 0x21. Responses are recorded as they are sent; what a fault puts in their place as raw bytes is not. A request is there before
 * it is answered. Memory is bounded: the oldest messages make room for new ones, which {@link #forgotten} counts.
 *
 * <p>All methods may be called by any thread.
 */
public final class RequestRecorder {
    private static final int DEFAULT_CAPACITY = 10_000;
    /** Long messages count as well: so many bytes of user data are kept. */
    private static final long MOST_BYTES = 32L << 20;

    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final Deque<RecordedMessage> messages = new ArrayDeque<>();
    private long bytes;
    private long count;
    private long forgotten;
    private @Nullable MonotonicClock clock;
    private long startedAt;
    private boolean attached;

    /** A recorder for the last 10,000 messages of a server yet to be named. */
    public RequestRecorder() {
        this(DEFAULT_CAPACITY);
    }

    /**
     * A recorder for a server yet to be named.
     *
     * @param capacity how many messages are kept, 1 or more; fewer if they are long, in all 32 MiB
     * @throws IllegalArgumentException if the capacity is less than 1
     */
    public RequestRecorder(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity is " + capacity + ", must be 1 or more");
        }
        this.capacity = capacity;
    }

    /**
     * Makes this the recorder of a server that is to be built.
     *
     * @param builder of the server
     * @return the builder
     * @throws IllegalStateException if it is that of a server already
     */
    public DoipServerBuilder attachTo(DoipServerBuilder builder) {
        lock.lock();
        try {
            if (attached) {
                throw new IllegalStateException(
                        "this is the recorder of a server already; every server needs its own RequestRecorder");
            }
            attached = true;
        } finally {
            lock.unlock();
        }
        return builder.listener(listener());
    }

    DoipServerListener listener() {
        return new DoipServerListener() {
            @Override
            public void serverStarting(MonotonicClock time, Set<LogicalAddress> ecus) {
                starting(time);
            }

            @Override
            public void messageReceived(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
                if (message instanceof DiagnosticMessage request) {
                    add(Direction.REQUEST, peer, request);
                }
            }

            @Override
            public void messageSent(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
                if (message instanceof DiagnosticMessage response) {
                    add(Direction.RESPONSE, peer, response);
                }
            }
        };
    }

    private void starting(MonotonicClock time) {
        lock.lock();
        try {
            if (clock != null) {
                throw new IllegalStateException("this is the recorder of a server that was started before; attach a new"
                        + " one to the builder for each server");
            }
            clock = time;
            startedAt = time.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    private void add(Direction direction, DoipPeer peer, DiagnosticMessage message) {
        lock.lock();
        try {
            MonotonicClock time = clock;
            Duration since = time == null ? Duration.ZERO : Duration.ofNanos(time.nanoTime() - startedAt);
            messages.addLast(new RecordedMessage(
                    ++count, since, direction, peer, message.source(), message.target(), message.userData()));
            bytes += message.userData().length();
            while (messages.size() > capacity || (bytes > MOST_BYTES && messages.size() > 1)) {
                bytes -= messages.removeFirst().userData().length();
                forgotten++;
            }
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The requests that are remembered.
     *
     * @return a copy, oldest first
     */
    public List<RecordedMessage> requests() {
        return messages(Direction.REQUEST);
    }

    /**
     * The responses that are remembered, NRC 0x78 and what nobody asked for among them.
     *
     * @return a copy, oldest first
     */
    public List<RecordedMessage> responses() {
        return messages(Direction.RESPONSE);
    }

    private List<RecordedMessage> messages(Direction direction) {
        return messages().stream()
                .filter(message -> message.direction() == direction)
                .toList();
    }

    /**
     * The messages of both directions that are remembered.
     *
     * @return a copy, oldest first
     */
    public List<RecordedMessage> messages() {
        lock.lock();
        try {
            return new ArrayList<>(messages);
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many messages had to make room for newer ones; they are not looked at by a verification.
     *
     * @return 0 or more
     */
    public long forgotten() {
        lock.lock();
        try {
            return forgotten;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all messages. */
    public void clear() {
        lock.lock();
        try {
            messages.clear();
            bytes = 0;
            forgotten = 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Fails unless such a message was seen, once or more often.
     *
     * @param wanted the message
     * @throws AssertionError if there is none; it lists what came close, and the last messages
     */
    public void verify(MessageMatcher wanted) {
        verify(wanted, Times.atLeast(1));
    }

    /**
     * Fails unless such messages were seen as often as they should.
     *
     * @param wanted the messages
     * @param times how often
     * @throws AssertionError if there are more or fewer; it lists what came close, and the last messages
     */
    public void verify(MessageMatcher wanted, Times times) {
        lock.lock();
        try {
            check(wanted, times, "");
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until such messages have been seen as often as they should, but not long. No longer than needed: if there may be none
     * or few of them this passes at once.
     *
     * @param longest how long the calling thread may wait, in real time, also if the server has a clock of its own; at most a
     *     day
     * @param wanted the messages
     * @param times how often
     * @throws AssertionError if there are too many, or still too few at the end, or the thread is interrupted
     */
    public void verifyWithin(Duration longest, MessageMatcher wanted, Times times) {
        Duration wait = longest.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : longest;
        long left = TimeUnit.NANOSECONDS.convert(wait);
        lock.lock();
        try {
            while (left > 0 && times.isTooFew(matching(wanted).size())) {
                left = added.awaitNanos(left);
            }
            check(wanted, times, " within " + wait.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + times + " " + wanted, e);
        } finally {
            lock.unlock();
        }
    }

    private void check(MessageMatcher wanted, Times times, String limit) {
        List<RecordedMessage> matching = matching(wanted);
        if (times.fit(matching.size())) {
            return;
        }
        String what = "Wanted " + times + " " + wanted + limit + ", but there were " + matching.size() + ".";
        Mismatch mismatch = new Mismatch(what, new ArrayList<>(messages), forgotten).matching(matching);
        throw (times.isTooFew(matching.size()) ? mismatch.nearMisses(wanted) : mismatch).error();
    }

    private List<RecordedMessage> matching(MessageMatcher wanted) {
        return messages.stream().filter(wanted::matches).toList();
    }

    /**
     * Fails unless such messages were seen one after the other, whatever came between them.
     *
     * @param wanted the messages in their order
     * @throws AssertionError if one does not come after those before it; it lists what came close, and the last messages
     */
    public void verifyInOrder(MessageMatcher... wanted) {
        List<RecordedMessage> all = messages();
        int position = 0;
        RecordedMessage previous = null;
        for (MessageMatcher next : wanted) {
            while (position < all.size() && !next.matches(all.get(position))) {
                position++;
            }
            if (position == all.size()) {
                String what =
                        "Wanted " + next + (previous == null ? "" : " after " + previous) + ", but there was none.";
                throw new Mismatch(what, all, forgotten()).nearMisses(next).error();
            }
            previous = all.get(position);
            position++;
        }
    }

    @Override
    public String toString() {
        return messages().size() + " recorded messages";
    }
}
