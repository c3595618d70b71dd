package io.doip4j.client.uds;

import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.UdsResponse;

/**
 * An answer to a functional request.
 *
 * @param source logical address of the ECU that answered
 * @param response its final answer; a negative one with 0x78 if it asked for more time and then was not heard again in time
 */
public record UdsAnswer(LogicalAddress source, UdsResponse response) {}
