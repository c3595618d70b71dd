package io.doip4j.server.internal.protocol;

import io.doip4j.server.internal.time.TimerQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The table of registered sockets, and the arbitration when a newcomer wants a source address or a place that is taken (ISO
 * 13400-2, TCP_DATA socket handler). One arbitration at a time; newcomers that need one wait.
 */
public final class SocketHandler {
    /** The decision on a newcomer. */
    public enum Outcome {
        /** The address is registered on the socket. */
        REGISTERED,
        /** Another socket has the address and is alive. */
        ADDRESS_IN_USE,
        /** All places are taken by sockets that are alive. */
        ALL_SOCKETS_ACTIVE
    }

    /** A socket as this table sees it. */
    public interface Socket {
        /** Sends an alive check request. */
        void requestAliveCheck();

        /** Closes the socket because it did not answer. */
        void closeAsDead();
    }

    private record Newcomer(Socket socket, int source, Consumer<Outcome> whenDecided) {}

    private static final class Arbitration {
        private final Newcomer newcomer;
        private final boolean singleAddress;
        private final List<Socket> silent;
        private TimerQueue.@Nullable Timer timer;

        Arbitration(Newcomer newcomer, boolean singleAddress, List<Socket> checked) {
            this.newcomer = newcomer;
            this.singleAddress = singleAddress;
            this.silent = checked;
        }
    }

    private final int maxSockets;
    private final Duration aliveCheckTime;
    private final TimerQueue timers;
    private final Map<Integer, Socket> registered = new HashMap<>();
    private final Queue<Newcomer> waiting = new ArrayDeque<>();
    private @Nullable Arbitration arbitration;
    /** Silent sockets are being closed: who waits is decided on when all are. */
    private boolean closing;

    /**
     * An empty table.
     *
     * @param maxSockets places, MCTS
     * @param aliveCheckTime how long a socket may take to answer an alive check
     * @param timers the time
     */
    public SocketHandler(int maxSockets, Duration aliveCheckTime, TimerQueue timers) {
        this.maxSockets = maxSockets;
        this.aliveCheckTime = aliveCheckTime;
        this.timers = timers;
    }

    /**
     * Asks for a place for a socket that has none.
     *
     * @param socket the newcomer
     * @param source its source address
     * @param whenDecided called once with the decision, at once or later; never if the newcomer leaves before
     */
    public void register(Socket socket, int source, Consumer<Outcome> whenDecided) {
        Newcomer newcomer = new Newcomer(socket, source, whenDecided);
        if (arbitration == null || needsNoArbitration(arbitration, source)) {
            decide(newcomer);
        } else {
            waiting.add(newcomer);
        }
    }

    /**
     * A registered socket has answered an alive check, or says of its own accord that it is alive.
     *
     * @param socket the socket
     */
    public void alive(Socket socket) {
        Arbitration current = arbitration;
        if (current != null && current.silent.remove(socket)) {
            if (current.singleAddress) {
                finish(current, Outcome.ADDRESS_IN_USE);
            } else if (current.silent.isEmpty()) {
                finish(current, Outcome.ALL_SOCKETS_ACTIVE);
            }
        }
    }

    /**
     * A socket is gone, registered or not.
     *
     * @param socket the socket
     * @param source the source address that was registered on it, or -1
     */
    public void release(Socket socket, int source) {
        if (source >= 0) {
            registered.remove(source, socket);
        }
        waiting.removeIf(newcomer -> newcomer.socket.equals(socket));
        Arbitration current = arbitration;
        if (current == null) {
            return;
        }
        if (current.newcomer.socket.equals(socket)) {
            end(current);
            decideWaiting();
        } else if (hasPlaceFor(current.newcomer.source)) {
            finish(current, Outcome.REGISTERED);
        }
    }

    /**
     * The number of registered sockets.
     *
     * @return 0..maxSockets
     */
    public int registeredSockets() {
        return registered.size();
    }

    /** The socket on which a source address is registered, or null. */
    @Nullable
    Socket find(int source) {
        return registered.get(source);
    }

    private boolean hasPlaceFor(int source) {
        return !registered.containsKey(source) && registered.size() < maxSockets;
    }

    private boolean needsNoArbitration(Arbitration current, int source) {
        return current.singleAddress && hasPlaceFor(source);
    }

    private void decide(Newcomer newcomer) {
        Socket holder = registered.get(newcomer.source);
        if (holder != null) {
            begin(newcomer, true, List.of(holder));
        } else if (registered.size() < maxSockets) {
            registered.put(newcomer.source, newcomer.socket);
            newcomer.whenDecided.accept(Outcome.REGISTERED);
        } else {
            begin(newcomer, false, List.copyOf(registered.values()));
        }
    }

    private void begin(Newcomer newcomer, boolean singleAddress, List<Socket> toCheck) {
        Arbitration started = new Arbitration(newcomer, singleAddress, new ArrayList<>(toCheck));
        arbitration = started;
        started.timer = timers.schedule(aliveCheckTime, () -> closeSilent(started));
        for (Socket socket : toCheck) {
            socket.requestAliveCheck();
        }
    }

    /** Closing a silent socket releases it, which finishes the arbitration as soon as there is a place. */
    private void closeSilent(Arbitration expired) {
        closing = true;
        try {
            for (Socket socket : List.copyOf(expired.silent)) {
                socket.closeAsDead();
            }
        } finally {
            closing = false;
        }
        decideWaiting();
    }

    private void finish(Arbitration finished, Outcome outcome) {
        end(finished);
        if (outcome == Outcome.REGISTERED) {
            registered.put(finished.newcomer.source, finished.newcomer.socket);
        }
        finished.newcomer.whenDecided.accept(outcome);
        decideWaiting();
    }

    private void end(Arbitration ended) {
        TimerQueue.Timer timer = ended.timer;
        if (timer != null) {
            timer.cancel();
        }
        arbitration = null;
    }

    private void decideWaiting() {
        Newcomer next;
        while (arbitration == null && !closing && (next = waiting.poll()) != null) {
            decide(next);
        }
    }
}
