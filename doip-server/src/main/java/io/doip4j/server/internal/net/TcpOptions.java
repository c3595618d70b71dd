package io.doip4j.server.internal.net;

/**
 * What TCP connections are told.
 *
 * @param receiveBuffer most bytes that one read takes
 * @param ownSegments whether every message leaves in a segment of its own
 * @param taps see the bytes
 */
public record TcpOptions(int receiveBuffer, boolean ownSegments, Taps taps) {}
