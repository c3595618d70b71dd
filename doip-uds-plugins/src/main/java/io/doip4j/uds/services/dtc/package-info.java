/**
 * Stored data transmission (ISO 14229-1:2020, clause 12): clearing and reporting diagnostic trouble codes, services 0x14 and
 * 0x19.
 */
@NullMarked
package io.doip4j.uds.services.dtc;

import org.jspecify.annotations.NullMarked;
