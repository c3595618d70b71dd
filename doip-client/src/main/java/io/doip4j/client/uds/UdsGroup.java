package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A functional group of ECUs: one request, answers of several, which name their sender.
 *
 * <pre>{@code
 * UdsGroup everybody = ecu.functional(0xE400);
 * for (UdsAnswer answer : everybody.request(Bytes.hex("22 F1 90"))) {
 *     System.out.println(answer.source() + ": " + answer.response().message());
 * }
 * }</pre>
 *
 * <p>An ECU is silent where it would have to refuse with 0x11, 0x12, 0x31, 0x7E or 0x7F. So there is no knowing who should have
 * answered: the answers end when P6 has run out since the last one, and P6* since the last 0x78 of each that has not given its
 * final answer. The overall limit of the options ends them too. Not repeated are requests that an ECU answers with 0x21.
 *
 * <p><b>Late answers.</b> Whoever has not answered when a request ends may still do so, most of all when it ended because there
 * were enough answers. For some time, see {@link UdsOptions.Builder#lateAnswers}, the first answer of such an ECU that fits both
 * that request and a later one is doubtful: it counts if no other comes from there before P6 is over, is replaced if one does,
 * and never makes a request end because there are enough. So those who always answer are never waited for. A physical request
 * that such an answer fits as well is held back, as {@link UdsClient} says.
 *
 * <p>One functional request waits for answers at a time, over all groups of the link; others wait in order. Safe for use by any
 * thread.
 */
public final class UdsGroup {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(2);
    private static final int EVERY_ADDRESS = 0x1_0000;

    private final Peer peer;

    UdsGroup(Peer peer) {
        this.peer = peer;
    }

    /**
     * The group.
     *
     * @return its logical address
     */
    public LogicalAddress address() {
        return peer.target();
    }

    /**
     * Sends a request and collects the answers.
     *
     * @param request 1 byte or more
     * @return at most one final answer of each sender, in the order of arrival; often none
     * @throws IllegalArgumentException if the request asks for no positive response and the options do not wait for negative ones
     */
    public List<UdsAnswer> request(Bytes request) {
        return request(request, EVERY_ADDRESS);
    }

    /**
     * Sends a request and collects the answers until there are enough.
     *
     * @param request 1 byte or more
     * @param most with so many answers it ends at once, 1 or more
     * @return at most one final answer of each sender, in the order of arrival
     * @throws IllegalArgumentException if the number is not 1..0x10000, or the request asks for no positive response and the
     *     options do not wait for negative ones
     */
    public List<UdsAnswer> request(Bytes request, int most) {
        return collecting(request, most).now();
    }

    /**
     * Sends a request and collects the answers.
     *
     * @param request 1 byte or more
     * @return at most one final answer of each sender, in the order of arrival
     * @throws IllegalArgumentException as for {@link #request(Bytes)}
     */
    public CompletionStage<List<UdsAnswer>> requestAsync(Bytes request) {
        return requestAsync(request, EVERY_ADDRESS);
    }

    /**
     * Sends a request and collects the answers until there are enough.
     *
     * @param request 1 byte or more
     * @param most with so many answers it ends at once, 1 or more
     * @return at most one final answer of each sender, in the order of arrival
     * @throws IllegalArgumentException as for {@link #request(Bytes, int)}
     */
    public CompletionStage<List<UdsAnswer>> requestAsync(Bytes request, int most) {
        return collecting(request, most).async();
    }

    private Call<List<UdsAnswer>> collecting(Bytes request, int most) {
        Args.range("number of answers", most, 1, EVERY_ADDRESS);
        Bytes sent = peer.prepare(request);
        Duration wait = peer.options().suppression;
        if (new Expectation(sent).suppressed() && (wait == null || wait.isZero())) {
            throw new IllegalArgumentException("request " + request
                    + " asks for no positive response: use send, or set a wait for negative ones in the options");
        }
        return exchange(sent, most);
    }

    /**
     * Sends a request that asks for no positive response, and waits until the transport has taken it over.
     *
     * @param request 2 bytes or more, with bit 7 of the sub-function set
     * @throws IllegalArgumentException if the request asks for answers
     */
    public void send(Bytes request) {
        unanswered(request).now();
    }

    /**
     * Sends a request that asks for no positive response.
     *
     * @param request 2 bytes or more, with bit 7 of the sub-function set
     * @return completes when the transport has taken it over
     * @throws IllegalArgumentException if the request asks for answers
     */
    public CompletionStage<Void> sendAsync(Bytes request) {
        return unanswered(request).async();
    }

    private Call<Void> unanswered(Bytes request) {
        Bytes sent = peer.prepare(request);
        if (!new Expectation(sent).suppressed()) {
            throw new IllegalArgumentException(
                    "request " + request + " asks for answers: set bit 7 of its sub-function, or use request");
        }
        Peer notWaiting = new Peer(
                peer.engine(),
                peer.target(),
                peer.options().toBuilder()
                        .suppressPositiveResponse(Duration.ZERO)
                        .build());
        return new UdsGroup(notWaiting).exchange(sent, 1).map(none -> null);
    }

    private Call<List<UdsAnswer>> exchange(Bytes sent, int most) {
        return new SingleCall<>(peer, () -> {
            GroupExchange exchange = new GroupExchange(peer.engine(), peer.target(), sent, most, peer.options());
            peer.engine().submit(exchange);
            return exchange.result();
        });
    }

    /**
     * Keeps the sessions of the group alive: sends {@code 3E 80} every 2 s, S3_client, also while requests are under way.
     *
     * @return ends it when closed
     */
    public KeepAlive keepAlive() {
        return keepAlive(KEEP_ALIVE);
    }

    /**
     * Keeps the sessions of the group alive: sends {@code 3E 80}, also while requests are under way.
     *
     * @param period how often, more than zero
     * @return ends it when closed
     * @throws IllegalArgumentException if the period is zero or less
     */
    public KeepAlive keepAlive(Duration period) {
        return KeepAlive.ofGroup(peer, period);
    }
}
