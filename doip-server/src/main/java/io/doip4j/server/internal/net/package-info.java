/** Sockets and the event loop that serves them. As thin as it can be: the rules are in the protocol package. */
@NullMarked
package io.doip4j.server.internal.net;

import org.jspecify.annotations.NullMarked;
