/** Deadlines on an injected clock, without threads. */
@NullMarked
package io.doip4j.server.internal.time;

import org.jspecify.annotations.NullMarked;
