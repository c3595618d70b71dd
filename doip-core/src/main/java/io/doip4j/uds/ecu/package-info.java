/**
 * The model of an ECU: an immutable {@link io.doip4j.uds.ecu.EcuDefinition} that a server is given, and the registries that
 * its services share while it runs.
 */
@NullMarked
package io.doip4j.uds.ecu;

import org.jspecify.annotations.NullMarked;
