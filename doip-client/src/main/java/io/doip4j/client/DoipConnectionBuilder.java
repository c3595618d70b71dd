package io.doip4j.client;

import io.doip4j.client.internal.net.BackOff;
import io.doip4j.client.internal.net.ConnectionSettings;
import io.doip4j.client.internal.net.Threads;
import io.doip4j.client.internal.net.TlsSettings;
import io.doip4j.client.internal.protocol.ActivationParameters;
import io.doip4j.client.internal.protocol.MachineSettings;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.core.message.ActivationType;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link DoipConnection}, and opens it. Everything has a default, and the times of ISO 13400-2 are among them.
 *
 * <p>Not safe for use by several threads. {@link #connect()} may be called more than once, for one connection each.
 */
public final class DoipConnectionBuilder {
    private static final int MANUFACTURER_DATA = 4;
    private static final int LARGEST_PORT = 0xFFFF;

    private final InetSocketAddress entity;
    private LogicalAddress tester = LogicalAddress.of(0x0E80);
    private ProtocolVersion version = ProtocolVersion.ISO_2019;
    private Optional<ActivationType> activationType = Optional.of(ActivationType.DEFAULT);
    private Bytes manufacturerData = Bytes.EMPTY;
    private Optional<InetSocketAddress> local = Optional.empty();
    private int udpPort;
    private Duration connectTimeout = Duration.ofSeconds(2);
    private Duration controlTimeout = Duration.ofSeconds(2);
    private Duration activationTimeout = Duration.ofSeconds(2);
    private Duration ackTimeout = Duration.ofSeconds(2);
    private Duration writeTimeout = Duration.ofSeconds(5);
    private Duration confirmationDelay = Duration.ofSeconds(2);
    private int confirmationAttempts = 5;
    private Duration keepAlive = Duration.ZERO;
    private int maxPayloadLength = 1 << 26;
    private int maxOutstanding = 1024;
    private ReconnectPolicy reconnect = ReconnectPolicy.never();
    private @Nullable SSLContext tls;
    private boolean tlsAlways;
    private int tlsPort = DoipConnection.TLS_PORT;
    private SSLParameters tlsParameters = defaultTlsParameters();
    private @Nullable ClientTimers timers;

    DoipConnectionBuilder(InetSocketAddress entity) {
        if (entity.isUnresolved()) {
            throw new IllegalArgumentException(
                    "host " + entity.getHostString() + " is unknown; check its name, or use its IP address");
        }
        if (entity.getPort() == 0) {
            throw new IllegalArgumentException("port is 0, must be 1..65535: 13400, unless the entity uses another");
        }
        this.entity = entity;
        this.udpPort = entity.getPort();
    }

    private static SSLParameters defaultTlsParameters() {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        return parameters;
    }

    /**
     * The address of this tester, 0x0E80 unless set.
     *
     * @param address 0..0xFFFF; those of testers are 0x0E00..0x0FFF
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public DoipConnectionBuilder testerAddress(int address) {
        tester = LogicalAddress.of(address);
        return this;
    }

    /**
     * The protocol version of all messages, 0x03 (ISO 13400-2:2019) unless set. Many entities in the field speak 0x02. Answers
     * are taken in any version.
     *
     * @param protocolVersion the version, not 0xFF
     * @return this builder
     * @throws IllegalArgumentException if it is 0xFF, which is for vehicle identification only
     */
    public DoipConnectionBuilder protocolVersion(ProtocolVersion protocolVersion) {
        if (protocolVersion.equals(ProtocolVersion.WILDCARD)) {
            throw new IllegalArgumentException("protocol version 0xFF is for vehicle identification requests only;"
                    + " use the one that the entity announces");
        }
        version = protocolVersion;
        return this;
    }

    /**
     * The kind of routing activation to ask for when connecting, 0x00 unless set.
     *
     * @param type the type
     * @return this builder
     */
    public DoipConnectionBuilder activationType(ActivationType type) {
        activationType = Optional.of(type);
        return this;
    }

    /**
     * Connects without asking for routing; {@link DoipConnection#activate()} does so later. Entities close connections on which
     * nobody asks within two seconds.
     *
     * @return this builder
     */
    public DoipConnectionBuilder withoutActivation() {
        activationType = Optional.empty();
        return this;
    }

    /**
     * The manufacturer specific bytes of the routing activation request; none unless set.
     *
     * @param data four bytes, or none
     * @return this builder
     * @throws IllegalArgumentException if there are other than 0 or 4 bytes
     */
    public DoipConnectionBuilder manufacturerData(Bytes data) {
        if (!data.isEmpty() && data.length() != MANUFACTURER_DATA) {
            throw new IllegalArgumentException(
                    "manufacturer data are " + data.length() + " bytes, allowed are none or exactly four");
        }
        manufacturerData = data;
        return this;
    }

    /**
     * Where to connect from; any address and port unless set.
     *
     * @param address an address of this host; port 0 for any
     * @return this builder
     */
    public DoipConnectionBuilder bind(InetSocketAddress address) {
        local = Optional.of(address);
        return this;
    }

    /**
     * The UDP port of the entity, for entity status and power mode. Unless set it is the TCP port without TLS.
     *
     * @param port 1..65535
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public DoipConnectionBuilder udpPort(int port) {
        udpPort = checkedPort(port);
        return this;
    }

    /**
     * How long connecting may take, and how long a TLS handshake: 2 s each unless set.
     *
     * @param timeout more than zero
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public DoipConnectionBuilder connectTimeout(Duration timeout) {
        connectTimeout = positive("connect timeout", timeout);
        return this;
    }

    /**
     * How long to wait for entity status and power mode (A_DoIP_Ctrl): 2 s unless set.
     *
     * @param timeout more than zero
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public DoipConnectionBuilder controlTimeout(Duration timeout) {
        controlTimeout = positive("control timeout", timeout);
        return this;
    }

    /**
     * How long to wait for the response to a routing activation request: 2 s unless set.
     *
     * @param timeout more than zero
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public DoipConnectionBuilder activationTimeout(Duration timeout) {
        activationTimeout = positive("activation timeout", timeout);
        return this;
    }

    /**
     * How long to wait for the acknowledge of a diagnostic message (A_DoIP_Diagnostic_Message): 2 s unless set.
     *
     * @param timeout more than zero
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public DoipConnectionBuilder ackTimeout(Duration timeout) {
        ackTimeout = positive("acknowledge timeout", timeout);
        return this;
    }

    /**
     * How long the entity may take nothing of what is sent, before the connection is closed: 5 s unless set.
     *
     * @param timeout more than zero
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public DoipConnectionBuilder writeTimeout(Duration timeout) {
        writeTimeout = positive("write timeout", timeout);
        return this;
    }

    /**
     * What to do when a confirmation in the vehicle is pending, code 0x11: ask again, 5 times and each time after 2 s unless
     * set.
     *
     * @param attempts how often to ask again, 0 or more
     * @param delay wait before each
     * @return this builder
     * @throws IllegalArgumentException if one is negative
     */
    public DoipConnectionBuilder confirmation(int attempts, Duration delay) {
        if (attempts < 0 || delay.isNegative()) {
            throw new IllegalArgumentException(
                    "asking again " + attempts + " times after " + delay + " is not possible: neither may be negative");
        }
        confirmationAttempts = attempts;
        confirmationDelay = delay;
        return this;
    }

    /**
     * Says on its own that this tester is there (an alive check response that nobody asked for) when it has sent nothing
     * for this long, so that the entity does not close an idle connection after five minutes. Off unless set.
     *
     * @param interval more than zero; zero switches it off
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public DoipConnectionBuilder keepAlive(Duration interval) {
        if (interval.isNegative()) {
            throw new IllegalArgumentException("keep-alive interval is " + interval + ", must not be negative");
        }
        keepAlive = interval;
        return this;
    }

    /**
     * Longest payload that is taken from the entity, 64 MiB unless set. A longer one is skipped. Memory is used only for what
     * really arrives.
     *
     * @param length bytes after the header, 64 or more
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public DoipConnectionBuilder maxPayloadLength(int length) {
        maxPayloadLength = inRange("maximum payload length", length, 64, HeaderRules.LARGEST_MAX_PAYLOAD_LENGTH);
        return this;
    }

    /**
     * How many messages may wait for being sent or acknowledged, 1024 unless set.
     *
     * @param messages 1 or more
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public DoipConnectionBuilder maxOutstanding(int messages) {
        maxOutstanding = inRange("maximum of outstanding messages", messages, 1, Integer.MAX_VALUE);
        return this;
    }

    /**
     * Whether and how a lost connection is made anew, with routing activation, {@linkplain ReconnectPolicy#never() not}
     * unless set. Only a connection on which routing was active is made anew. Messages that are not sent yet then wait for
     * the new connection.
     *
     * @param policy the policy
     * @return this builder
     */
    public DoipConnectionBuilder reconnect(ReconnectPolicy policy) {
        reconnect = policy;
        return this;
    }

    /**
     * Speaks TLS from the beginning.
     *
     * @param context keys and trust. There is no check of host names, which vehicles do not have: trust the certificate
     *     authority of the manufacturer, and nobody else
     * @return this builder
     */
    public DoipConnectionBuilder tls(SSLContext context) {
        tls = context;
        tlsAlways = true;
        return this;
    }

    /**
     * Begins without TLS, and goes on with it when the entity demands it (routing activation response code 0x07).
     *
     * @param context keys and trust, as for {@link #tls}
     * @return this builder
     */
    public DoipConnectionBuilder tlsIfRequired(SSLContext context) {
        tls = context;
        tlsAlways = false;
        return this;
    }

    /**
     * The TLS port of the entity, 3496 unless set.
     *
     * @param port 1..65535
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public DoipConnectionBuilder tlsPort(int port) {
        tlsPort = checkedPort(port);
        return this;
    }

    /**
     * Protocols, cipher suites and the like. Unless set: TLS 1.3 and 1.2, with the suites that the context has by default.
     *
     * @param parameters the parameters; not to be changed afterwards
     * @return this builder
     */
    public DoipConnectionBuilder tlsParameters(SSLParameters parameters) {
        tlsParameters = parameters;
        return this;
    }

    /**
     * The time to run on. Unless set it is that of the JVM.
     *
     * @param clientTimers the timers; the connection does not close them
     * @return this builder
     */
    public DoipConnectionBuilder timers(ClientTimers clientTimers) {
        timers = clientTimers;
        return this;
    }

    /**
     * Connects and, unless told otherwise, activates routing. Blocks for a bounded time.
     *
     * @return the open connection; to be closed by the caller
     * @throws ConnectionFailedException if there is no connection to be had
     * @throws RoutingActivationDeniedException if the entity denies routing, or nobody confirms it in the vehicle
     * @throws DoipTimeoutException if routing is not answered in time
     * @throws ConnectionClosedException if the entity closes the connection instead of answering
     * @throws DoipInterruptedException if the thread is interrupted meanwhile
     */
    public DoipConnection connect() {
        ClientTimers time = timers;
        ClientActivity activity = activity(time);
        activity.began();
        try {
            return DoipConnection.open(
                    settings(), time, queries(), time == null ? CompletableFuture::get : time::await);
        } finally {
            activity.ended();
        }
    }

    /**
     * Connects as {@link #connect()} does, without blocking the caller.
     *
     * @return the open connection, or what {@link #connect()} throws
     */
    public CompletionStage<DoipConnection> connectAsync() {
        ConnectionSettings settings = settings();
        ClientTimers time = timers;
        EntityQuery queries = queries();
        ClientActivity activity = activity(time);
        CompletableFuture<DoipConnection> opened = new CompletableFuture<>();
        Runnable opening = () -> {
            try {
                opened.complete(DoipConnection.open(settings, time, queries, CompletableFuture::get));
            } catch (Throwable e) {
                opened.completeExceptionally(e);
            } finally {
                activity.ended();
            }
        };
        activity.began();
        Threads.daemon("doip-client " + Failures.name(entity) + " opening", opening)
                .start();
        return opened;
    }

    private static ClientActivity activity(@Nullable ClientTimers time) {
        return time == null ? new ClientActivity() {} : time.activity();
    }

    private ConnectionSettings settings() {
        SSLContext context = tls;
        return new ConnectionSettings(
                entity,
                local,
                version,
                connectTimeout,
                writeTimeout,
                activationType.map(type -> new ActivationParameters(type, manufacturerData)),
                context == null
                        ? Optional.empty()
                        : Optional.of(new TlsSettings(context, tlsParameters, tlsPort, tlsAlways)),
                new BackOff(reconnect.attempts(), reconnect.firstDelay(), reconnect.longestDelay()),
                new MachineSettings(
                        tester,
                        ackTimeout,
                        activationTimeout,
                        confirmationDelay,
                        confirmationAttempts,
                        keepAlive,
                        maxPayloadLength,
                        maxOutstanding,
                        reconnect.attempts() > 0));
    }

    private EntityQuery queries() {
        return EntityQuery.to(new InetSocketAddress(entity.getAddress(), udpPort))
                .protocolVersion(version)
                .timeout(controlTimeout);
    }

    private static Duration positive(String what, Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException(what + " is " + timeout + ", must be more than zero");
        }
        return timeout;
    }

    private static int checkedPort(int port) {
        return inRange("port", port, 1, LARGEST_PORT);
    }

    private static int inRange(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " is " + value + ", must be " + min + ".." + max);
        }
        return value;
    }
}
