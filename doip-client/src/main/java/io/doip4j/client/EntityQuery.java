package io.doip4j.client;

import io.doip4j.client.internal.net.Threads;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DatagramReader;
import io.doip4j.core.codec.DatagramResult;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.EntityStatusRequest;
import io.doip4j.core.message.EntityStatusResponse;
import io.doip4j.core.message.GenericNack;
import io.doip4j.core.message.PowerMode;
import io.doip4j.core.message.PowerModeRequest;
import io.doip4j.core.message.PowerModeResponse;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one entity, by UDP and without a connection, for its status and its power mode (ISO 13400-2). Immutable, safe for use by
 * any thread; every question has a socket of its own.
 *
 * <pre>{@code
 * EntityStatusResponse status = EntityQuery.to(address).entityStatus();
 * }</pre>
 *
 * @param entity where the entity listens
 * @param version protocol version of the requests
 * @param timeout how long to wait for an answer
 */
public record EntityQuery(InetSocketAddress entity, ProtocolVersion version, Duration timeout) {
    private static final int LARGEST_DATAGRAM = 1 << 16;
    private static final Duration A_DOIP_CTRL = Duration.ofSeconds(2);

    /**
     * Checks the values.
     *
     * @param entity where the entity listens
     * @param version protocol version of the requests
     * @param timeout how long to wait for an answer
     * @throws IllegalArgumentException if the host is not resolved, or the time not more than zero
     */
    public EntityQuery {
        if (entity.isUnresolved()) {
            throw new IllegalArgumentException(
                    "host " + entity.getHostString() + " is unknown; check its name, or use its IP address");
        }
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("timeout is " + timeout + ", must be more than zero");
        }
    }

    /**
     * Asks at port 13400, in version 0x03, and waits for 2 s (A_DoIP_Ctrl).
     *
     * @param entity where the entity is
     * @return how to ask
     */
    public static EntityQuery to(InetAddress entity) {
        return to(new InetSocketAddress(entity, DoipConnection.PORT));
    }

    /**
     * Asks in version 0x03, and waits for 2 s (A_DoIP_Ctrl).
     *
     * @param entity where the entity listens
     * @return how to ask
     * @throws IllegalArgumentException if the host is not resolved
     */
    public static EntityQuery to(InetSocketAddress entity) {
        return new EntityQuery(entity, ProtocolVersion.ISO_2019, A_DOIP_CTRL);
    }

    /**
     * Asks in another protocol version.
     *
     * @param protocolVersion the version
     * @return how to ask
     */
    public EntityQuery protocolVersion(ProtocolVersion protocolVersion) {
        return new EntityQuery(entity, protocolVersion, timeout);
    }

    /**
     * Waits for another time.
     *
     * @param time how long, more than zero
     * @return how to ask
     * @throws IllegalArgumentException if it is not
     */
    public EntityQuery timeout(Duration time) {
        return new EntityQuery(entity, version, time);
    }

    /**
     * Asks for kind and sockets of the entity. Blocks.
     *
     * @return what it says
     * @throws DoipTimeoutException if it says nothing in time
     * @throws HeaderNackException if it does not know the request, which is optional
     * @throws ConnectionFailedException if nothing can be sent
     */
    public EntityStatusResponse entityStatus() {
        return ask(
                new EntityStatusRequest(),
                "the entity status",
                answer -> answer instanceof EntityStatusResponse status ? status : null);
    }

    /**
     * Asks for kind and sockets of the entity.
     *
     * @return what it says, or what {@link #entityStatus()} throws
     */
    public CompletionStage<EntityStatusResponse> entityStatusAsync() {
        return async(this::entityStatus);
    }

    /**
     * Asks whether the vehicle is ready for diagnostics. Blocks.
     *
     * @return what it says
     * @throws DoipTimeoutException if it says nothing in time
     * @throws HeaderNackException if it does not know the request
     * @throws ConnectionFailedException if nothing can be sent
     */
    public PowerMode powerMode() {
        return ask(
                new PowerModeRequest(),
                "the power mode",
                answer -> answer instanceof PowerModeResponse mode ? mode.mode() : null);
    }

    /**
     * Asks whether the vehicle is ready for diagnostics.
     *
     * @return what it says, or what {@link #powerMode()} throws
     */
    public CompletionStage<PowerMode> powerModeAsync() {
        return async(this::powerMode);
    }

    private <T> CompletionStage<T> async(Supplier<T> question) {
        return CompletableFuture.supplyAsync(
                        question,
                        task -> Threads.daemon("doip-client " + Failures.name(entity) + " query", task)
                                .start())
                .minimalCompletionStage();
    }

    private <T> T ask(DoipMessage request, String awaited, Function<DoipMessage, @Nullable T> accepted) {
        byte[] bytes = DoipEncoder.encode(version, request).toArray();
        long end = System.nanoTime() + timeout.toNanos();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, entity));
            DatagramPacket packet = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
            while (true) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw timedOut(awaited);
                }
                socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, left / 1_000_000 + 1));
                packet.setLength(LARGEST_DATAGRAM);
                socket.receive(packet);
                T answer = answer(packet, accepted);
                if (answer != null) {
                    return answer;
                }
            }
        } catch (SocketTimeoutException e) {
            throw timedOut(awaited);
        } catch (IOException e) {
            throw new ConnectionFailedException(
                    "nothing can be sent to " + Failures.name(entity) + " by UDP: " + e.getMessage()
                            + "; check the address",
                    e);
        }
    }

    private <T> @Nullable T answer(DatagramPacket packet, Function<DoipMessage, @Nullable T> accepted) {
        // From any port: an entity may answer from another than it listens at
        if (!packet.getAddress().equals(entity.getAddress())) {
            return null;
        }
        ByteBuffer datagram = ByteBuffer.wrap(packet.getData(), packet.getOffset(), packet.getLength());
        DatagramResult result = new DatagramReader(HeaderRules.tester(LARGEST_DATAGRAM)).read(datagram);
        if (!(result instanceof DatagramResult.Message message)) {
            return null;
        }
        if (message.message() instanceof GenericNack nack) {
            throw new HeaderNackException(nack.code());
        }
        return accepted.apply(message.message());
    }

    private DoipTimeoutException timedOut(String awaited) {
        return new DoipTimeoutException(
                awaited + " did not come from " + Failures.name(entity) + " within " + timeout.toMillis()
                        + " ms; check that the entity is up, and its address and UDP port",
                awaited,
                timeout);
    }
}
