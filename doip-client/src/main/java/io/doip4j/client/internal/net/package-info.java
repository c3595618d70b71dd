/** The sockets and threads around the protocol of a tester. */
@NullMarked
package io.doip4j.client.internal.net;

import org.jspecify.annotations.NullMarked;
