/**
 * UDS client (ISO 14229-1, timing of ISO 14229-2, on IP as in ISO 14229-5): typed services and raw requests to one ECU or to a
 * functional group, over a {@link io.doip4j.client.DiagnosticLink}. Begin with {@link io.doip4j.client.uds.UdsClient}.
 */
@NullMarked
package io.doip4j.client.uds;

import org.jspecify.annotations.NullMarked;
