package io.doip4j.client.uds;

import io.doip4j.core.Bytes;

/**
 * How a transfer went.
 *
 * @param bytes number of bytes that were transferred
 * @param blocks number of TransferData requests that were answered positively
 * @param exitRecord what the ECU said to RequestTransferExit, often nothing
 */
public record TransferResult(long bytes, long blocks, Bytes exitRecord) {}
