/**
 * Answers that an event calls for (ISO 14229-1:2020, clause 10.9): service 0x86. What an ECU has of it is said by
 * {@link io.doip4j.uds.services.event.ResponseOnEventSettings}.
 */
@NullMarked
package io.doip4j.uds.services.event;

import org.jspecify.annotations.NullMarked;
