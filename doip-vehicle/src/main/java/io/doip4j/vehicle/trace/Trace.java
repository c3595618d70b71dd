package io.doip4j.vehicle.trace;

import io.doip4j.server.DoipServerBuilder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * Keeps in memory what went through a server's sockets, and why connections ended. To read, one line for each message:
 *
 * <pre>
 *    0.001204  TCP 127.0.0.1:50123 #1  connects to 127.0.0.1:41234
 *    0.003071  TCP 127.0.0.1:50123 #1  -&gt; RoutingActivationRequest[source=0x0E80, activationType=0x00 (default)]
 *    0.003322  TCP 127.0.0.1:50123 #1  &lt;- RoutingActivationResponse[tester=0x0E80, entity=0x1000, code=0x10 (routing activated)]
 *    0.004410  TCP 127.0.0.1:50123 #1  -&gt; 0x0E80 to 0x1000, request 0x22 (ReadDataByIdentifier): 22 F1 90
 * </pre>
 *
 * <p>The first column are seconds since the start of the server, on its clock, which may be virtual; {@code ->} is what the
 * server received. Or as a capture file for Wireshark, with {@link #writePcapng}.
 *
 * <pre>{@code
 * Trace trace = Trace.create();
 * DoipServerBuilder builder = DoipServer.builder().port(0);
 * trace.attachTo(builder);
 * try (DoipServer server = builder.build().start()) {
 *     ...
 * } finally {
 *     System.out.println(trace.text());
 * }
 * }</pre>
 *
 * <p>The oldest entries are dropped when there are too many, and both outputs go without them: what they show of a connection
 * then begins with the first whole message.
 *
 * <p>All methods may be called from any thread, also while the server runs. What a tester has received is in the trace.
 */
public final class Trace {
    private static final int ENTRIES = 20_000;
    private static final int BYTES = 16 << 20;

    private final TraceClock clock = new TraceClock(InstantSource.system());
    private final EntryRing ring;
    private final WireRecorder recorder;
    private final RemarkRecorder remarks;

    private Trace(int maxEntries, long maxBytes) {
        ring = new EntryRing(maxEntries, maxBytes);
        recorder = new WireRecorder(clock, ring::add);
        remarks = new RemarkRecorder(clock, ring::add);
    }

    /**
     * A trace with room for the last 20,000 entries and 16 MiB.
     *
     * @return the trace, empty
     */
    public static Trace create() {
        return limitedTo(ENTRIES, BYTES);
    }

    /**
     * A trace with other limits. An entry is what one read or write took, or an event.
     *
     * @param entries most entries that are kept, 1 or more
     * @param bytes most memory that they take, about, 1 or more
     * @return the trace, empty
     * @throws IllegalArgumentException if a limit is less than 1
     */
    public static Trace limitedTo(int entries, long bytes) {
        if (entries < 1 || bytes < 1) {
            throw new IllegalArgumentException(
                    "a trace is limited to " + entries + " entries and " + bytes + " bytes, must be 1 or more of both");
        }
        return new Trace(entries, bytes);
    }

    /**
     * Makes a server that is going to be built record into this trace. Several servers may share a trace if they run on the
     * same clock.
     *
     * @param server the server
     * @return this
     */
    public Trace attachTo(DoipServerBuilder server) {
        server.wireTap(recorder).listener(remarks);
        return this;
    }

    /**
     * All lines, the oldest first. If entries were dropped, the first line says how many.
     *
     * @return the lines
     */
    public List<String> lines() {
        return new TraceText(content()).lines();
    }

    /**
     * The last lines.
     *
     * @param count how many at most, 0 or more
     * @return the lines, the oldest first
     * @throws IllegalArgumentException if the count is negative
     */
    public List<String> lastLines(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("the number of lines is " + count + ", must be 0 or more");
        }
        List<String> all = lines();
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    /** What a peer has received is in it. */
    private EntryRing.Content content() {
        return recorder.between(ring::content);
    }

    /**
     * All lines as one text.
     *
     * @return the lines, each with a line feed at its end
     */
    public String text() {
        StringBuilder text = new StringBuilder();
        lines().forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /**
     * How many entries were dropped since the beginning or the last {@link #clear}, because the trace was full.
     *
     * @return the number, 0 or more
     */
    public long dropped() {
        return content().dropped();
    }

    /** Drops all entries. Time goes on, and so do the connections that are open. */
    public void clear() {
        recorder.between(() -> {
            ring.clear();
            return ring;
        });
    }

    /**
     * Writes all entries as a pcapng file, with the server's port shown as 13400, so that Wireshark and tshark dissect TCP, UDP,
     * DoIP and UDS. Times are those of the server's clock, from the time of day of its start on.
     *
     * @param file where to; replaced if it is there
     * @throws IOException if it cannot be written
     */
    public void writePcapng(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            writePcapng(out, ShownPort.STANDARD);
        }
    }

    /**
     * Writes all entries in the format pcapng.
     *
     * @param out where to; stays open
     * @param shownPort which port of the server is shown
     * @throws IOException if it cannot be written
     */
    public void writePcapng(OutputStream out, ShownPort shownPort) throws IOException {
        EntryRing.Content content = content();
        PacketFile file = new PacketFile(out, clock, shownPort);
        if (content.dropped() > 0) {
            file.remark(content.dropped() + " older entries were dropped");
        }
        for (TraceEntry entry : content.entries()) {
            if (entry instanceof WireEvent event) {
                file.write(event);
            }
        }
        if (content.dropped() > 0) {
            file.dropped(content.dropped());
        }
        out.flush();
    }
}
