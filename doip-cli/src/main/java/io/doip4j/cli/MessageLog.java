package io.doip4j.cli;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.DoipServerListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes every connection and message into the log. */
final class MessageLog implements DoipServerListener {
    private static final Logger LOG = LoggerFactory.getLogger(MessageLog.class);

    @Override
    public void connectionOpened(DoipPeer peer) {
        LOG.debug("{} connected", peer);
    }

    @Override
    public void routingActivated(DoipPeer peer, LogicalAddress tester, ActivationType type) {
        LOG.debug("{} is tester {}, activation type {}", peer, tester, type);
    }

    @Override
    public void routingDenied(DoipPeer peer, LogicalAddress tester, RoutingActivationCode code) {
        LOG.debug("{} asked for routing as tester {}: {}", peer, tester, code);
    }

    @Override
    public void connectionClosed(DoipPeer peer, CloseReason reason) {
        LOG.debug("{} disconnected: {}", peer, reason);
    }

    @Override
    public void messageReceived(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
        LOG.debug("{} -> {}", peer, message);
    }

    @Override
    public void messageSent(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
        LOG.debug("{} <- {}", peer, message);
    }
}
