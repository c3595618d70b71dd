package io.doip4j.client.internal.net;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * How to speak TLS.
 *
 * @param context keys and trust
 * @param parameters protocols and cipher suites, among others; copied by the receiver
 * @param port the TLS port of the entity
 * @param always whether TLS is spoken from the beginning, not only when the entity demands it
 */
public record TlsSettings(SSLContext context, SSLParameters parameters, int port, boolean always) {}
