package io.doip4j.client.uds;

import io.doip4j.client.DiagnosticLink;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.Cancellable;
import io.doip4j.uds.spi.Communication;
import io.doip4j.uds.spi.ResetType;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * A tester of one ECU, on a link such as a DoIP connection.
 *
 * <pre>{@code
 * try (UdsClient ecu = UdsClient.of(link, 0x1000)) {
 *     ecu.session(Session.EXTENDED);
 *     ecu.security().unlock(0x01, (level, seed, parameters) -> keyFor(seed));
 *     String vin = ecu.data().read(Did.of(0xF190, DidCodec.ascii()));
 *     try (KeepAlive alive = ecu.keepAlive()) {
 *         ecu.routines().start(0x0203, Bytes.EMPTY);
 *     }
 *     List<UdsAnswer> everybody = ecu.functional(0xE400).request(Bytes.hex("22 F1 90"));
 * }
 * }</pre>
 *
 * <p><b>Waiting.</b> Every call waits P6 at most for the first answer, from the acknowledgement of the transport on, and P6* after
 * each negative response 0x78; see {@link UdsOptions}. Every blocking method has a sibling that ends in {@code Async} and returns
 * a stage. That stage fails with the same exceptions, not wrapped. A blocking call in a callback of the link itself would keep
 * its own answer out, and throws {@link IllegalStateException} where that is noticed; in listeners and stages of this client it
 * is allowed, unless the executor of the options is the calling thread.
 *
 * <p><b>One request at a time.</b> Up to 256 more requests for the target wait in order, also those of other threads. Make one
 * client per link, and the others from it by {@link #target} and {@link #with}: they know of each other. After a request that is
 * not answered the next one waits for 50 ms, P3.
 *
 * <p><b>Which answer belongs to which request.</b> An answer counts if it comes from the target, after the request was sent, with
 * its service identifier and with the sub-function, identifier, or block that it has to repeat. Other messages go to the listeners
 * of {@link #listen}. But an answer may come so late that another request waits already, one that it fits as well: after a
 * time-out, a negative answer to a request that wanted none at all, or that to a functional request which ended before this ECU
 * had answered. So before a request for the same service is sent, the client waits until that late answer has come, or cannot
 * come any more. To find out it sends {@code 3E 00}, or {@code 22 F1 86} or {@code 19 01 FF} where that could be mistaken: a
 * target works on one request after the other, so an answer to that shows that nothing else is to come. If the target does not
 * even answer that, the request is sent after 8 s; see {@link UdsOptions.Builder#lateAnswers}. A new connection brings no late
 * answers. What functional requests do about them says {@link UdsGroup}. If a physical and a functional request wait for the same
 * service of the same ECU, the physical one gets the first answer.
 *
 * <p><b>Failing.</b> {@link UdsNegativeResponseException}, {@link UdsTimeoutException}, {@link UdsUnexpectedResponseException},
 * {@link UdsMalformedResponseException}, in rare cases a plain {@link UdsException}; and the exception of the link if it refuses
 * the request or ends, all of them {@link io.doip4j.client.DoipException}s. {@link #exchange} has all but time-outs as values.
 * Arguments out of range are {@link IllegalArgumentException}s, use after close an {@link IllegalStateException}.
 *
 * <p><b>Reconnecting.</b> When the connection is lost, the requests fail that were sent over it and not answered for good. Those
 * that wait for their turn, and those that are made from then on, go over the new connection if the link makes one; if not, they
 * fail, too. Mind that the ECU may be in another session then.
 *
 * <p>Safe for use by any thread.
 */
public final class UdsClient implements AutoCloseable {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(2);

    private final Peer peer;

    private UdsClient(Peer peer) {
        this.peer = peer;
    }

    /**
     * A client with default options.
     *
     * @param link carries the messages; it is not closed with the client
     * @param target logical address of the ECU, 0..0xFFFF
     * @return a client, to be closed by the caller
     * @throws IllegalArgumentException if the address is out of range
     */
    public static UdsClient of(DiagnosticLink link, int target) {
        return of(link, LogicalAddress.of(target), UdsOptions.defaults());
    }

    /**
     * A client.
     *
     * @param link carries the messages; it is not closed with the client
     * @param target logical address of the ECU
     * @param options how to wait and repeat
     * @return a client, to be closed by the caller
     */
    public static UdsClient of(DiagnosticLink link, LogicalAddress target, UdsOptions options) {
        return new UdsClient(new Peer(Engine.on(link), target, options));
    }

    /**
     * A client for another ECU on the same link, with the same options. It is closed with this one.
     *
     * @param address logical address of that ECU, 0..0xFFFF
     * @return the client
     * @throws IllegalArgumentException if the address is out of range
     */
    public UdsClient target(int address) {
        return new UdsClient(new Peer(peer.engine(), LogicalAddress.of(address), peer.options()));
    }

    /**
     * A client for the same ECU with other options. It is closed with this one.
     *
     * @param change changes what is to be different
     * @return the client
     */
    public UdsClient with(UnaryOperator<UdsOptions.Builder> change) {
        UdsOptions changed = change.apply(peer.options().toBuilder()).build();
        return new UdsClient(new Peer(peer.engine(), peer.target(), changed));
    }

    /**
     * A client for the same ECU that asks for no positive response where that is no more than a confirmation, and does not wait
     * for a negative one. {@link UdsOptions.Builder#suppressPositiveResponse} can wait.
     *
     * <pre>{@code
     * ecu.suppressingPositiveResponses().dtcs().setting(false);
     * }</pre>
     *
     * @return the client
     */
    public UdsClient suppressingPositiveResponses() {
        return with(options -> options.suppressPositiveResponse(Duration.ZERO));
    }

    /**
     * A functional group on the same link, with the same options.
     *
     * @param address logical address of the group, 0..0xFFFF
     * @return the group
     * @throws IllegalArgumentException if the address is out of range
     */
    public UdsGroup functional(int address) {
        return new UdsGroup(new Peer(peer.engine(), LogicalAddress.of(address), peer.options()));
    }

    /**
     * The ECU.
     *
     * @return its logical address
     */
    public LogicalAddress address() {
        return peer.target();
    }

    // Any request

    /**
     * Sends any request and waits for its positive response.
     *
     * @param request 1 byte or more
     * @return the response
     * @throws IllegalArgumentException if the request asks for no positive response: for that are {@link #send} and
     *     {@link #exchange}
     */
    public PositiveResponse request(Bytes request) {
        return answered(request).now();
    }

    /**
     * Sends any request.
     *
     * @param request 1 byte or more
     * @return its positive response
     * @throws IllegalArgumentException if the request asks for no positive response
     */
    public CompletionStage<PositiveResponse> requestAsync(Bytes request) {
        return answered(request).async();
    }

    private Call<PositiveResponse> answered(Bytes request) {
        if (new Expectation(peer.prepare(request)).suppressed()) {
            throw new IllegalArgumentException(
                    "request " + request + " asks for no positive response: use send or exchange");
        }
        return peer.exchange(request).map(UdsOutcome::orThrow);
    }

    /**
     * Sends any request and waits for its outcome. Only that there is none, or no connection, is an exception.
     *
     * @param request 1 byte or more
     * @return the outcome
     */
    public UdsOutcome exchange(Bytes request) {
        return peer.exchange(request).now();
    }

    /**
     * Sends any request.
     *
     * @param request 1 byte or more
     * @return its outcome
     */
    public CompletionStage<UdsOutcome> exchangeAsync(Bytes request) {
        return peer.exchange(request).async();
    }

    /**
     * Sends a request that asks for no positive response: with bit 7 of the sub-function set. Waits for the acknowledgement of the
     * transport, and then for a negative response if the options say so.
     *
     * @param request 2 bytes or more
     * @throws IllegalArgumentException if the request asks for an answer
     */
    public void send(Bytes request) {
        unanswered(request).now();
    }

    /**
     * Sends a request that asks for no positive response.
     *
     * @param request 2 bytes or more
     * @return completes when it is sent, and no negative response came for as long as the options say
     * @throws IllegalArgumentException if the request asks for an answer
     */
    public CompletionStage<Void> sendAsync(Bytes request) {
        return unanswered(request).async();
    }

    private Call<Void> unanswered(Bytes request) {
        if (!new Expectation(peer.prepare(request)).suppressed()) {
            throw new IllegalArgumentException("request " + request
                    + " asks for an answer: set bit 7 of its sub-function, or use request or exchange");
        }
        return peer.confirmed(request);
    }

    /**
     * Hears what no request waits for, of every target on the link: periodic data, responses on event, late answers.
     *
     * @param listener hears everything from now on
     * @return ends it
     */
    public Cancellable listen(UnsolicitedListener listener) {
        return peer.engine().listen(listener, peer.options());
    }

    // Session, reset, presence

    /**
     * Changes the session: service 0x10. The connection may end after the answer, if the target leaves its running software for
     * that.
     *
     * @param session the session
     * @return the times of that session
     */
    public SessionTiming session(Session session) {
        return sessionCall(session).now();
    }

    /**
     * Changes the session: service 0x10.
     *
     * @param session the session
     * @return the times of that session
     */
    public CompletionStage<SessionTiming> sessionAsync(Session session) {
        return sessionCall(session).async();
    }

    private Call<SessionTiming> sessionCall(Session session) {
        Bytes request = new RequestBuilder(ServiceId.DIAGNOSTIC_SESSION_CONTROL)
                .u8(session.value())
                .build();
        return peer.call(request, SessionTiming::read, SessionTiming.UNKNOWN);
    }

    /**
     * Resets the ECU: service 0x11. That the connection ends after the positive answer, or without answer if none was wanted, is
     * no error; what is asked for next needs a new connection then.
     *
     * @param type what kind of reset
     */
    public void reset(ResetType type) {
        resetCall(type).now();
    }

    /**
     * Resets the ECU: service 0x11.
     *
     * @param type what kind of reset
     * @return completes with the positive answer
     */
    public CompletionStage<Void> resetAsync(ResetType type) {
        return resetCall(type).async();
    }

    private Call<Void> resetCall(ResetType type) {
        return peer.confirmed(
                new RequestBuilder(ServiceId.ECU_RESET).u8(type.subFunction()).build());
    }

    /** Shows the target that a tester is there, and waits for its answer: service 0x3E. */
    public void testerPresent() {
        testerPresentCall().now();
    }

    /**
     * Shows the target that a tester is there: service 0x3E.
     *
     * @return completes with the positive answer
     */
    public CompletionStage<Void> testerPresentAsync() {
        return testerPresentCall().async();
    }

    private Call<Void> testerPresentCall() {
        return peer.confirmed(Bytes.of(0x3E, 0x00));
    }

    /**
     * Keeps the session alive: sends {@code 3E 80} to the ECU every 2 s, S3_client, when nothing else is under way to it.
     *
     * @return ends it when closed
     */
    public KeepAlive keepAlive() {
        return keepAlive(KEEP_ALIVE);
    }

    /**
     * Keeps the session alive: sends {@code 3E 80} to the ECU when nothing else is under way to it.
     *
     * @param period how often, more than zero
     * @return ends it when closed
     * @throws IllegalArgumentException if the period is zero or less
     */
    public KeepAlive keepAlive(Duration period) {
        return KeepAlive.ofTarget(peer, period);
    }

    /**
     * Switches communication of the ECU on or off: service 0x28.
     *
     * @param mode what to switch on
     * @param communicationType 0x01 for normal messages, 0x02 for network management, 0x03 for both; in bits 7-4 a subnet, or 0
     *     for all
     * @throws IllegalArgumentException if the type is not 0..0xFF
     */
    public void communication(Communication.Mode mode, int communicationType) {
        communicationCall(mode, communicationType).now();
    }

    /**
     * Switches communication of the ECU on or off: service 0x28.
     *
     * @param mode what to switch on
     * @param communicationType as for {@link #communication}
     * @return completes with the positive answer
     * @throws IllegalArgumentException if the type is not 0..0xFF
     */
    public CompletionStage<Void> communicationAsync(Communication.Mode mode, int communicationType) {
        return communicationCall(mode, communicationType).async();
    }

    private Call<Void> communicationCall(Communication.Mode mode, int communicationType) {
        return peer.confirmed(new RequestBuilder(ServiceId.COMMUNICATION_CONTROL)
                .u8(mode.controlType())
                .u8(Args.u8("communication type", communicationType))
                .build());
    }

    // Everything else, by what it is about

    /**
     * Data identifiers: services 0x22, 0x2E.
     *
     * @return their services
     */
    public UdsData data() {
        return new UdsData(peer);
    }

    /**
     * Data identifiers that the tester defines: service 0x2C.
     *
     * @return their service
     */
    public UdsDynamicData dynamicData() {
        return new UdsDynamicData(peer);
    }

    /**
     * Data that the ECU sends of its own accord: service 0x2A.
     *
     * @return their service
     */
    public UdsPeriodicData periodicData() {
        return new UdsPeriodicData(peer);
    }

    /**
     * Security access: service 0x27.
     *
     * @return its service
     */
    public UdsSecurity security() {
        return new UdsSecurity(peer);
    }

    /**
     * Diagnostic trouble codes: services 0x19, 0x14, 0x85.
     *
     * @return their services
     */
    public UdsDtcs dtcs() {
        return new UdsDtcs(peer);
    }

    /**
     * Routines: service 0x31.
     *
     * @return their service
     */
    public UdsRoutines routines() {
        return new UdsRoutines(peer);
    }

    /**
     * Inputs and outputs: service 0x2F.
     *
     * @return their service
     */
    public UdsInputOutput inputOutput() {
        return new UdsInputOutput(peer);
    }

    /**
     * Memory by address: services 0x23, 0x3D.
     *
     * @return its services
     */
    public UdsMemory memory() {
        return new UdsMemory(peer);
    }

    /**
     * Downloads and uploads: services 0x34 to 0x37.
     *
     * @return their services
     */
    public UdsTransfer transfer() {
        return new UdsTransfer(peer);
    }

    /**
     * Files: service 0x38.
     *
     * @return its service
     */
    public UdsFiles files() {
        return new UdsFiles(peer);
    }

    /** Ends all clients that were made from this one: what waits for an answer fails. The link stays open. */
    @Override
    public void close() {
        peer.engine().close();
    }
}
