package io.doip4j.vehicle.stub;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.server.spi.UdsInterceptor.TakenRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The stubs of one ECU. All methods may be called by any thread, at any time. */
public final class EcuStubs {
    /** Of those who were begun and left alone, a few tell enough. */
    private static final int MOST_UNFINISHED = 10;

    private final LogicalAddress address;
    /** Guarded by this, like what {@link Stub} says. */
    private final StubIndex index = new StubIndex();

    private final Set<RunningAnswer> running = ConcurrentHashMap.newKeySet();
    /** Guarded by this. */
    private final Set<Unfinished> unfinished = new LinkedHashSet<>();

    private long made;
    private volatile boolean empty = true;

    EcuStubs(LogicalAddress address) {
        this.address = address;
    }

    /**
     * The ECU.
     *
     * @return its physical address
     */
    public LogicalAddress address() {
        return address;
    }

    /**
     * Begins a stub for some requests. Of several stubs that match a request the one that was set up last answers. The ECU does
     * nothing else with the request: its session, for example, stays as it is.
     *
     * <table>
     * <caption>What a pattern is made of</caption>
     * <tr><th>Text</th><th>Matches</th></tr>
     * <tr><td>{@code 22}</td><td>this byte</td></tr>
     * <tr><td>{@code 9?}, {@code ?0}</td><td>a byte of which one half may be anything</td></tr>
     * <tr><td>{@code ??}</td><td>any byte</td></tr>
     * <tr><td>{@code <did>}, {@code <vin:17>}</td><td>one byte, or 17, which get a name</td></tr>
     * <tr><td>{@code *}, {@code <data:*>}</td><td>at the end: any number of bytes, also none; with a name if wanted</td></tr>
     * </table>
     *
     * <p>Blanks between bytes may be left out. What has a name can be used in the response.
     *
     * <p>There is no stub before one of the methods is called that give it an answer; {@link Stubs#takeUnfinished} finds those that
     * were forgotten.
     *
     * @param pattern the bytes of the request from its service identifier on
     * @return what is to be done with such a request
     * @throws IllegalArgumentException if the text is no pattern; the message shows where
     */
    public Stubbing when(String pattern) {
        BytePattern wanted = BytePattern.of(pattern, "pattern of a request");
        return new Stubbing(this, wanted, RequestConditions.NONE, Unfinished.begun(this, pattern));
    }

    /** Takes all stubs of the ECU away, and ends answers that have begun: nothing more is sent, the ECU is free. */
    public void clear() {
        List<RunningAnswer> begun;
        synchronized (this) {
            index.clear();
            unfinished.clear();
            empty = true;
            begun = List.copyOf(running);
        }
        begun.forEach(RunningAnswer::cancel);
    }

    synchronized void begun(Unfinished stub) {
        if (unfinished.size() < MOST_UNFINISHED) {
            unfinished.add(stub);
        }
    }

    synchronized void done(Unfinished stub) {
        unfinished.remove(stub);
    }

    synchronized List<String> takeUnfinished() {
        List<String> all = unfinished.stream().map(Unfinished::toString).toList();
        unfinished.clear();
        return all;
    }

    synchronized Stub add(BytePattern pattern, RequestConditions conditions, List<Answer> answers) {
        answers.forEach(answer -> answer.check(pattern));
        Stub stub = new Stub(this, pattern, conditions, answers, ++made);
        index.add(stub);
        empty = false;
        return stub;
    }

    synchronized void forget(Stub stub) {
        index.remove(stub);
        empty = index.isEmpty();
    }

    boolean answers(Bytes message, TakenRequest taken) {
        if (empty) {
            return false;
        }
        RunningAnswer begun;
        Answer answer;
        synchronized (this) {
            Stub stub = index.find(message, taken);
            if (stub == null) {
                return false;
            }
            answer = stub.next();
            StubbedRequest request = new StubbedRequest(message, stub.pattern(), taken);
            begun = new RunningAnswer(taken, request, stub.toString(), running::remove);
            running.add(begun);
        }
        begun.guarded(() -> answer.begin(begun));
        return true;
    }

    /** The ECU and nothing more: {@code the stubs of ECU 0x1001}. */
    @Override
    public String toString() {
        return "the stubs of ECU " + address;
    }
}
