package com.example.update;

/**
 * What an ECU says of itself.
 *
 * @param address its logical address
 * @param partNumber data identifier 0xF187
 * @param serialNumber data identifier 0xF18C
 * @param softwareVersion data identifier 0xF195
 */
public record EcuIdentity(int address, String partNumber, String serialNumber, String softwareVersion) {}
