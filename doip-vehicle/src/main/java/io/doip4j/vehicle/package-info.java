/** Virtual vehicles, ready to be started: {@link io.doip4j.vehicle.DemoVehicle}. */
@NullMarked
package io.doip4j.vehicle;

import org.jspecify.annotations.NullMarked;
