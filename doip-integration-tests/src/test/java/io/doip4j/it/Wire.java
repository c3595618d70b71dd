package io.doip4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.AliveCheckRequest;
import io.doip4j.core.message.AliveCheckResponse;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticAckCode;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNack;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.GenericNack;
import io.doip4j.core.message.GenericNackCode;
import io.doip4j.core.message.PowerModeRequest;
import io.doip4j.core.message.PowerModeResponse;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.core.message.RoutingActivationResponse;
import io.doip4j.testkit.DoipTester;

/** Addresses and messages that the wire tests share. */
final class Wire {
    static final int A = 0x0E80;
    static final int B = 0x0E81;
    static final int C = 0x0E82;
    static final int ENTITY = 0x1000;
    static final int ECU = 0x1001;
    static final int GROUP = 0xE400;
    static final int VERSION = 0x03;

    private Wire() {}

    /** A message of protocol version 3 with any type and payload. */
    static Bytes frame(int type, String payload) {
        Bytes bytes = payload.isEmpty() ? Bytes.EMPTY : Bytes.hex(payload);
        return header(VERSION, type, bytes.length()).plus(bytes);
    }

    static Bytes header(int version, int type, long length) {
        return header(version, version ^ 0xFF, type, length);
    }

    static Bytes header(int version, int inverse, int type, long length) {
        return Bytes.of(version, inverse)
                .plus(u16(type))
                .plus(u16((int) (length >> 16)))
                .plus(u16((int) length & 0xFFFF));
    }

    static Bytes u16(int value) {
        return Bytes.of(value >> 8, value & 0xFF);
    }

    static GenericNack headerNack(int code) {
        return new GenericNack(GenericNackCode.of(code));
    }

    static RoutingActivationRequest activation(int source, int type) {
        return new RoutingActivationRequest(LogicalAddress.of(source), ActivationType.of(type));
    }

    static AliveCheckResponse alive(int source) {
        return new AliveCheckResponse(LogicalAddress.of(source));
    }

    static DiagnosticMessage diagnostic(int source, int target, String hex) {
        return new DiagnosticMessage(LogicalAddress.of(source), LogicalAddress.of(target), Bytes.hex(hex));
    }

    static DiagnosticAck ack(int source, int target) {
        return new DiagnosticAck(
                LogicalAddress.of(source), LogicalAddress.of(target), DiagnosticAckCode.CONFIRMED, Bytes.EMPTY);
    }

    static DiagnosticNack nack(int source, int target, int code) {
        return new DiagnosticNack(
                LogicalAddress.of(source), LogicalAddress.of(target), DiagnosticNackCode.of(code), Bytes.EMPTY);
    }

    /** Activates routing, which must succeed. */
    static DoipTester activated(DoipTester tester, int source) {
        assertThat(code(tester.activateRouting(source))).isEqualTo(0x10);
        return tester;
    }

    /** Connects and asks for routing, without waiting for the response. */
    static DoipTester asking(DoipTester tester, int source) {
        return tester.connect().send(activation(source, 0x00));
    }

    static int code(DoipMessage response) {
        assertThat(response).isInstanceOf(RoutingActivationResponse.class);
        return ((RoutingActivationResponse) response).code().value();
    }

    static void assertWorks(DoipTester tester) {
        assertThat(tester.request("3E 00")).isEqualTo(Bytes.hex("7E 00"));
    }

    static void assertHeaderNack(DoipTester tester, int code) {
        assertThat(tester.receive()).isEqualTo(headerNack(code));
    }

    static void assertRefused(DoipTester tester, int code) {
        assertThat(code(tester.receive())).isEqualTo(code);
        tester.expectClosed();
    }

    static void assertAliveCheck(DoipTester tester) {
        assertThat(tester.receive()).isEqualTo(new AliveCheckRequest());
    }

    /** The entity answers datagrams one after the other: what it did not answer before this it never will. */
    static void assertNoDatagramIsOnItsWay(DoipTester tester) {
        assertThat(tester.udpRequest(new PowerModeRequest())).isInstanceOf(PowerModeResponse.class);
    }
}
