/** Faults that can be switched on while a server runs. */
@NullMarked
package io.doip4j.vehicle.fault;

import org.jspecify.annotations.NullMarked;
