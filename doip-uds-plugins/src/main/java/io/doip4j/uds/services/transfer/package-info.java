/**
 * Upload and download (ISO 14229-1:2020, clause 15) of memory and files: services 0x34 to 0x38. Where the data go and come from
 * is said by {@link io.doip4j.uds.services.transfer.TransferSettings} and
 * {@link io.doip4j.uds.services.transfer.FileTransferDirectory}.
 */
@NullMarked
package io.doip4j.uds.services.transfer;

import org.jspecify.annotations.NullMarked;
