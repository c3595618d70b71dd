/** What went through a server's sockets: as text to read, and as a capture file for Wireshark. */
@NullMarked
package io.doip4j.vehicle.trace;

import org.jspecify.annotations.NullMarked;
