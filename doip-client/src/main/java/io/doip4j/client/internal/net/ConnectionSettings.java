package io.doip4j.client.internal.net;

import io.doip4j.client.internal.protocol.ActivationParameters;
import io.doip4j.client.internal.protocol.MachineSettings;
import io.doip4j.core.ProtocolVersion;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * What a {@link ManagedConnection} is to do.
 *
 * @param entity where the entity listens, without TLS
 * @param local where to connect from; empty for any address and port
 * @param version protocol version of all messages
 * @param connectTimeout how long connecting, and how long a TLS handshake may take
 * @param writeTimeout how long the entity may take nothing of what is sent
 * @param activation how to ask for routing as soon as there is a connection; empty for not at all
 * @param tls how to speak TLS; empty for never
 * @param reconnect whether and how to make a lost connection anew
 * @param machine the protocol
 */
public record ConnectionSettings(
        InetSocketAddress entity,
        Optional<InetSocketAddress> local,
        ProtocolVersion version,
        Duration connectTimeout,
        Duration writeTimeout,
        Optional<ActivationParameters> activation,
        Optional<TlsSettings> tls,
        BackOff reconnect,
        MachineSettings machine) {}
