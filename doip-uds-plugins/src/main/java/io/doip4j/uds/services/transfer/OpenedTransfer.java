package io.doip4j.uds.services.transfer;

import io.doip4j.uds.PositiveResponse;

/**
 * A transfer that can begin.
 *
 * @param transfer the transfer
 * @param response what tells the tester so
 */
record OpenedTransfer(Transfer transfer, PositiveResponse response) {}
