/** What can be plugged into a server: listeners, interceptors, message handlers, policies and targets. */
@NullMarked
package io.doip4j.server.spi;

import org.jspecify.annotations.NullMarked;
