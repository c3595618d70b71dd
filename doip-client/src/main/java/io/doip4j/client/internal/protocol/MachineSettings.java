package io.doip4j.client.internal.protocol;

import io.doip4j.core.LogicalAddress;
import java.time.Duration;

/**
 * What a {@link TesterMachine} is to do.
 *
 * @param tester the own address
 * @param ackTimeout how long to wait for the acknowledge of a diagnostic message (A_DoIP_Diagnostic_Message)
 * @param activationTimeout how long to wait for a routing activation response
 * @param confirmationDelay how long to wait after "confirmation pending" before asking again
 * @param confirmationAttempts how often to ask again
 * @param keepAlive after how much silence of its own the tester says that it is there; zero for never
 * @param maxPayloadLength longest payload that is taken; longer ones are skipped
 * @param maxOutstanding how many messages may wait for being sent or acknowledged
 * @param renews whether the connection is made anew instead of sending to a target that owes an acknowledge
 */
public record MachineSettings(
        LogicalAddress tester,
        Duration ackTimeout,
        Duration activationTimeout,
        Duration confirmationDelay,
        int confirmationAttempts,
        Duration keepAlive,
        int maxPayloadLength,
        int maxOutstanding,
        boolean renews) {}
