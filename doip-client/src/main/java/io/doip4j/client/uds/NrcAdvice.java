package io.doip4j.client.uds;

import io.doip4j.uds.Nrc;

/** What usually helps against a negative response. */
final class NrcAdvice {
    private NrcAdvice() {}

    static String of(Nrc nrc) {
        return switch (nrc.value()) {
            case 0x11, 0x12 -> "the target does not have it in any session, ask for something else";
            case 0x13 -> "check length and format of the request";
            case 0x14 -> "ask for less at once";
            case 0x21, 0x94 -> "try again later, or allow more repeats in the options";
            case 0x24 -> "check which request has to come before this one";
            case 0x25, 0x26 -> "look for a fault in the vehicle";
            case 0x31 -> "check identifiers, addresses and values, and whether they exist in the active session";
            case 0x33 -> "unlock the target with security access first";
            case 0x34 -> "authenticate first";
            case 0x35 -> "check level and algorithm of the key, and ask for a new seed";
            case 0x36, 0x37 -> "wait until the target accepts keys again, often 10 s";
            case 0x38, 0x39, 0x3A -> "check whether secured data transmission is needed, and its protection";
            case 0x70, 0x71, 0x72 -> "begin the transfer or routine again from its first step";
            case 0x73 -> "begin the transfer again";
            case 0x78 -> "the target needs longer than the client was ready to wait";
            case 0x7E, 0x7F -> "change to a session that has it first";
            default ->
                nrc.value() >= 0x50 && nrc.value() <= 0x5D
                        ? "check certificate, proof and configuration of the authentication"
                        : "check the conditions that the target asks for";
        };
    }
}
