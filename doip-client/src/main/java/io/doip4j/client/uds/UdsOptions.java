package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a client waits, repeats and reports. Immutable.
 *
 * <pre>{@code
 * UdsOptions options = UdsOptions.defaults().toBuilder().overallLimit(Duration.ofSeconds(30)).adoptServerTiming(true).build();
 * UdsClient ecu = UdsClient.of(link, LogicalAddress.of(0x1000), options);
 * UdsClient patient = ecu.with(with -> with.p6(Duration.ofSeconds(10)));
 * }</pre>
 */
public final class UdsOptions {
    final Duration p6;
    final Duration p6Star;
    final @Nullable Duration overallLimit;
    final Duration p3;
    final int pendingLimit;
    final int repeatLimit;
    final Duration repeatDelay;
    final Set<Nrc> repeatOn;
    final boolean adoptServerTiming;
    final @Nullable Duration suppression;
    final Duration lateAnswers;
    final boolean probing;
    final UnaryOperator<Bytes> payload;
    final PendingListener pendingListener;
    final Executor executor;

    private UdsOptions(Builder builder) {
        p6 = builder.p6;
        p6Star = builder.p6Star;
        overallLimit = builder.overallLimit;
        p3 = builder.p3;
        pendingLimit = builder.pendingLimit;
        repeatLimit = builder.repeatLimit;
        repeatDelay = builder.repeatDelay;
        repeatOn = builder.repeatOn;
        adoptServerTiming = builder.adoptServerTiming;
        suppression = builder.suppression;
        lateAnswers = builder.lateAnswers;
        probing = builder.probing;
        payload = builder.payload;
        pendingListener = builder.pendingListener;
        executor = builder.executor;
    }

    /**
     * The options that a client has unless told otherwise.
     *
     * @return all defaults
     */
    public static UdsOptions defaults() {
        return new Builder().build();
    }

    /**
     * A builder that begins with these options.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.p6 = p6;
        builder.p6Star = p6Star;
        builder.overallLimit = overallLimit;
        builder.p3 = p3;
        builder.pendingLimit = pendingLimit;
        builder.repeatLimit = repeatLimit;
        builder.repeatDelay = repeatDelay;
        builder.repeatOn = repeatOn;
        builder.adoptServerTiming = adoptServerTiming;
        builder.suppression = suppression;
        builder.lateAnswers = lateAnswers;
        builder.probing = probing;
        builder.payload = payload;
        builder.pendingListener = pendingListener;
        builder.executor = executor;
        return builder;
    }

    /** Sets options one by one. Not safe for use by several threads at once. */
    public static final class Builder {
        private Duration p6 = Duration.ofSeconds(2);
        private Duration p6Star = Duration.ofSeconds(8);
        private @Nullable Duration overallLimit;
        private Duration p3 = Duration.ofMillis(50);
        private int pendingLimit = 120;
        private int repeatLimit = 20;
        private Duration repeatDelay = Duration.ofMillis(250);
        private Set<Nrc> repeatOn = Set.of(Nrc.BUSY_REPEAT_REQUEST);
        private boolean adoptServerTiming;
        private @Nullable Duration suppression;
        private Duration lateAnswers = Duration.ofSeconds(8);
        private boolean probing = true;
        private UnaryOperator<Bytes> payload = UnaryOperator.identity();
        private PendingListener pendingListener = (target, request, count) -> {};
        private Executor executor = new CompletableFuture<Void>().defaultExecutor();

        private Builder() {}

        /**
         * How long to wait for the first answer, from the acknowledgement of the transport on. For a functional request it
         * begins anew with each answer.
         *
         * @param value P6, more than zero; 2 s by default
         * @return this
         * @throws IllegalArgumentException if it is zero or less
         */
        public Builder p6(Duration value) {
            p6 = Args.positive("P6", value);
            return this;
        }

        /**
         * How long to wait for the next answer after a negative response 0x78.
         *
         * @param value P6*, more than zero; 8 s by default
         * @return this
         * @throws IllegalArgumentException if it is zero or less
         */
        public Builder p6Star(Duration value) {
            p6Star = Args.positive("P6*", value);
            return this;
        }

        /**
         * How long a call may last in all, with its time in the queue and every repeat. For several requests in one call, as in
         * a download, it holds for each of them.
         *
         * @param value more than zero; null, the default, for no limit
         * @return this
         * @throws IllegalArgumentException if it is zero or less
         */
        public Builder overallLimit(@Nullable Duration value) {
            overallLimit = value == null ? null : Args.positive("overall limit", value);
            return this;
        }

        /**
         * How long to leave a target alone after a request that it does not answer. It may still work on that, and would refuse
         * the next one. Functional requests count apart.
         *
         * @param value P3_client, zero or more; 50 ms by default, as long as a server may take for its answer
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder p3(Duration value) {
            p3 = Args.notNegative("P3", value);
            return this;
        }

        /**
         * How many negative responses 0x78 to put up with for one request.
         *
         * @param most 0 or more; 120 by default
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder pendingLimit(int most) {
            pendingLimit = Args.range("pending limit", most, 0, Integer.MAX_VALUE);
            return this;
        }

        /**
         * Who hears of negative responses 0x78.
         *
         * @param listener called for each
         * @return this
         */
        public Builder onPending(PendingListener listener) {
            pendingListener = listener;
            return this;
        }

        /**
         * Which negative responses to a physical request make the client repeat it. Others are final.
         *
         * @param codes by default 0x21, busyRepeatRequest; 0x94 is often added
         * @return this
         */
        public Builder repeatOn(Nrc... codes) {
            repeatOn = Set.of(codes);
            return this;
        }

        /**
         * How often and when to repeat a request. When it is used up, the negative response is final.
         *
         * @param most 0 or more; 20 by default
         * @param delay pause before each, zero or more; 250 ms by default
         * @return this
         * @throws IllegalArgumentException if a value is negative
         */
        public Builder repeats(int most, Duration delay) {
            repeatLimit = Args.range("repeat limit", most, 0, Integer.MAX_VALUE);
            repeatDelay = Args.notNegative("repeat delay", delay);
            return this;
        }

        /**
         * Whether the times in a positive response to DiagnosticSessionControl lengthen P6 and P6*: to P2 and P2* of the
         * server plus 500 ms for the network. They never shorten them. A reset of the ECU ends it.
         *
         * @param value false by default
         * @return this
         */
        public Builder adoptServerTiming(boolean value) {
            adoptServerTiming = value;
            return this;
        }

        /**
         * Asks the target for no positive response, where that is all the answer there is: services 0x10, 0x11, 0x28, 0x2C,
         * 0x31, 0x3E, 0x83, 0x85, 0x86, 0x87.
         *
         * @param waitForNrc how long to wait for a negative response, zero or more; null, the default, does not suppress
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder suppressPositiveResponse(@Nullable Duration waitForNrc) {
            suppression = waitForNrc == null ? null : Args.notNegative("wait for a negative response", waitForNrc);
            return this;
        }

        /**
         * How late an answer may come that nobody waits for any more. For that long the client takes care that it is not
         * mistaken for the answer to the next request, see {@link UdsClient}.
         *
         * @param longest zero for no care; 8 s by default
         * @param probing whether to ask the target something else meanwhile, TesterPresent as a rule, to find out earlier; true
         *     by default
         * @return this
         * @throws IllegalArgumentException if the time is negative
         */
        public Builder lateAnswers(Duration longest, boolean probing) {
            lateAnswers = Args.notNegative("time for late answers", longest);
            this.probing = probing;
            return this;
        }

        /**
         * Changes every request before it is sent, to see what a target says to wrong ones. The answer is matched to what is
         * sent.
         *
         * @param change from the right request to what is sent, 1 byte or more
         * @return this
         */
        public Builder payload(UnaryOperator<Bytes> change) {
            payload = change;
            return this;
        }

        /**
         * Where stages complete and listeners are called. The threads of the link are not used for that, unless the executor
         * refuses.
         *
         * @param value by default the one that {@link CompletableFuture} uses
         * @return this
         */
        public Builder executor(Executor value) {
            executor = value;
            return this;
        }

        /**
         * Finishes.
         *
         * @return the options
         */
        public UdsOptions build() {
            return new UdsOptions(this);
        }
    }
}
