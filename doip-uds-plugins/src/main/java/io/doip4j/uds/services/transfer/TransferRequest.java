package io.doip4j.uds.services.transfer;

/**
 * What a tester wants to move with RequestDownload or RequestUpload (ISO 14229-1, services 0x34 and 0x35).
 *
 * @param dataFormat dataFormatIdentifier, 0..0xFF; high nibble the compression, low nibble the encryption, 0 for plain data
 * @param address first address in memory, unsigned
 * @param size number of bytes in memory, unsigned, 1 or more
 */
public record TransferRequest(int dataFormat, long address, long size) {}
