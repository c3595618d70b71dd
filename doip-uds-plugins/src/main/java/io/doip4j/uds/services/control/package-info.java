/**
 * Control of inputs and outputs (ISO 14229-1:2020, clause 13) and of routines (clause 14): services 0x2F and 0x31.
 */
@NullMarked
package io.doip4j.uds.services.control;

import org.jspecify.annotations.NullMarked;
