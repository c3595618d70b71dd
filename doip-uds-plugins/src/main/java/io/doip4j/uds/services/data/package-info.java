/**
 * Data transmission (ISO 14229-1:2020, clause 11): reading, writing and defining data by identifier, and reading and writing
 * memory: services 0x22, 0x23, 0x24, 0x2A, 0x2C, 0x2E and 0x3D.
 */
@NullMarked
package io.doip4j.uds.services.data;

import org.jspecify.annotations.NullMarked;
