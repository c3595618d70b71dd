/**
 * Seed and key (ISO 14229-1:2020, clause 10.4): service 0x27, and secured messages (clause 16): service 0x84. Who a tester is
 * belongs to {@code authentication}.
 */
@NullMarked
package io.doip4j.uds.services.security;

import org.jspecify.annotations.NullMarked;
