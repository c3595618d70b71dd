/** What ISO 13400-2 says, without sockets, threads or a clock of its own: events and time go in, effects come out. */
@NullMarked
package io.doip4j.server.internal.protocol;

import org.jspecify.annotations.NullMarked;
