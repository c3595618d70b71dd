/**
 * Faults that can be switched on while a server runs: {@link io.doip4j.vehicle.fault.Faults}.
 *
 * <table>
 * <caption>The catalogue</caption>
 * <tr><th>Class</th><th>Strikes</th><th>Faults</th></tr>
 * <tr><td>{@link io.doip4j.vehicle.fault.WireFaults}</td><td>any message that is sent, and its connection</td>
 * <td>lost, late, overtaken, duplicated; header NACK; wrong version, inverse version, type, length; payload cut, extended; preceded
 * by an unknown type; split, byte by byte, coalesced; garbage before, instead; truncated; FIN or RST instead, after; half open</td></tr>
 * <tr><td>{@link io.doip4j.vehicle.fault.DoipFaults}</td><td>acknowledges, routing activation, alive checks</td>
 * <td>acknowledge missing, late, twice, after the response, from or to somebody else, unswapped, with wrong data or code, turned into
 * a NACK; NACK; activation denied, with any code, pending, late, unanswered, for another tester, of another entity, of 13 bytes;
 * alive check missing, or more of them</td></tr>
 * <tr><td>{@link io.doip4j.vehicle.fault.DiscoveryFaults}</td><td>what is sent by UDP</td>
 * <td>identification missing, late, twice, with another VIN, malformed; announcement missing, late, twice; entity status missing,
 * malformed; power mode missing, not ready</td></tr>
 * <tr><td>{@link io.doip4j.vehicle.fault.UdsFaults}</td><td>requests that an ECU takes up, and responses</td>
 * <td>busy, refused, silent, slow, response pending again and again with and without end; response missing, late, twice, negative,
 * to another service, with a wrong echo, cut, extended, from another ECU, to another tester; another ECU or something unsolicited
 * before it; response pending after it</td></tr>
 * </table>
 */
@NullMarked
package io.doip4j.vehicle.fault;

import org.jspecify.annotations.NullMarked;
