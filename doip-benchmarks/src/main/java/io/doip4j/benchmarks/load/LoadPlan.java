package io.doip4j.benchmarks.load;

import io.doip4j.benchmarks.process.Line;
import java.time.Duration;

/**
 * What is to be loaded, and how.
 *
 * @param mode the kind of load
 * @param port TCP and UDP port on 127.0.0.1
 * @param pid the process whose CPU time is measured
 * @param connections connections, slots or UDP sockets
 * @param depth requests under way on each
 * @param userData bytes of a request: 3 is {@code 22 F1 90}, more is {@code 36 01 ..}
 * @param targets number of target addresses from 0x1000 on, used by one connection after the other
 * @param sources number of client addresses from 127.0.0.2 on, used in turn; 0 leaves it to the system
 * @param warmUp load before the measurement
 * @param time the measurement
 */
public record LoadPlan(
        LoadMode mode,
        int port,
        long pid,
        int connections,
        int depth,
        int userData,
        int targets,
        int sources,
        Duration warmUp,
        Duration time) {
    static final int READ_VIN = 3;

    private static final String WORD = "load";
    private static final int MAX_CONNECTIONS = 50_000;
    private static final int MAX_DEPTH = 1024;
    private static final int MAX_USER_DATA = 64 << 20;
    private static final int MAX_SOURCES = 200;
    private static final Duration USUAL_WARM_UP = Duration.ofMillis(300);
    private static final Duration USUAL_TIME = Duration.ofMillis(1500);

    /**
     * Checks the ranges.
     *
     * @param mode the kind of load
     * @param port TCP and UDP port
     * @param pid the process whose CPU time is measured
     * @param connections 1..50000
     * @param depth 1..1024
     * @param userData 3..64 Mi
     * @param targets 1..1000
     * @param sources 0..200
     * @param warmUp load before the measurement
     * @param time the measurement
     */
    public LoadPlan {
        range("connections", connections, 1, MAX_CONNECTIONS);
        range("depth", depth, 1, MAX_DEPTH);
        range("bytes of user data", userData, READ_VIN, MAX_USER_DATA);
        range("targets", targets, 1, 1000);
        range("client addresses", sources, 0, MAX_SOURCES);
    }

    private static void range(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + ": " + value + ", allowed is " + min + ".." + max);
        }
    }

    /**
     * One request after the other on one connection.
     *
     * @param mode the kind of load
     * @param port TCP and UDP port
     * @param pid the process whose CPU time is measured
     * @return the plan
     */
    public static LoadPlan of(LoadMode mode, int port, long pid) {
        return new LoadPlan(mode, port, pid, 1, 1, READ_VIN, 1, 0, USUAL_WARM_UP, USUAL_TIME);
    }

    /**
     * The same with other numbers.
     *
     * @param number of connections, slots or sockets
     * @param underWay requests on each
     * @return the plan
     */
    public LoadPlan with(int number, int underWay) {
        return new LoadPlan(mode, port, pid, number, underWay, userData, targets, sources, warmUp, time);
    }

    /**
     * The same with longer requests.
     *
     * @param bytes of user data
     * @return the plan
     */
    public LoadPlan withUserData(int bytes) {
        return new LoadPlan(mode, port, pid, connections, depth, bytes, targets, sources, warmUp, time);
    }

    /**
     * The same for several ECUs.
     *
     * @param number of ECUs
     * @return the plan
     */
    public LoadPlan withTargets(int number) {
        return new LoadPlan(mode, port, pid, connections, depth, userData, number, sources, warmUp, time);
    }

    /**
     * The same from several client addresses.
     *
     * @param number of addresses
     * @return the plan
     */
    public LoadPlan withSources(int number) {
        return new LoadPlan(mode, port, pid, connections, depth, userData, targets, number, warmUp, time);
    }

    /**
     * The same with other times.
     *
     * @param before load before the measurement
     * @param measured the measurement
     * @return the plan
     */
    public LoadPlan lasting(Duration before, Duration measured) {
        return new LoadPlan(mode, port, pid, connections, depth, userData, targets, sources, before, measured);
    }

    static LoadPlan of(Line line) {
        return new LoadPlan(
                LoadMode.of(line.text("mode")),
                Math.toIntExact(line.number("port")),
                line.number("pid"),
                Math.toIntExact(line.number("connections")),
                Math.toIntExact(line.number("depth")),
                Math.toIntExact(line.number("bytes")),
                Math.toIntExact(line.number("targets")),
                Math.toIntExact(line.number("sources")),
                Duration.ofMillis(line.number("warmUp")),
                Duration.ofMillis(line.number("time")));
    }

    /**
     * The plan as a command for the load client.
     *
     * @return the line
     */
    public Line toLine() {
        return Line.of(WORD)
                .with("mode", mode.text())
                .with("port", port)
                .with("pid", pid)
                .with("connections", connections)
                .with("depth", depth)
                .with("bytes", userData)
                .with("targets", targets)
                .with("sources", sources)
                .with("warmUp", warmUp.toMillis())
                .with("time", time.toMillis());
    }
}
