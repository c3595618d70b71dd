/** Behind the client: the protocol of a tester without I/O, and the sockets and threads below and around it. */
@NullMarked
package io.doip4j.client.internal;

import org.jspecify.annotations.NullMarked;
