/**
 * Diagnostic and communication management (ISO 14229-1:2020, clause 10; 0x83 is of the edition of 2013): sessions, resets,
 * timing, and what an ECU sends and stores: services 0x10, 0x11, 0x28, 0x3E, 0x83, 0x85 and 0x87. Of the same unit are the
 * packages {@code authentication}, {@code event} and {@code security}.
 */
@NullMarked
package io.doip4j.uds.services.management;

import org.jspecify.annotations.NullMarked;
