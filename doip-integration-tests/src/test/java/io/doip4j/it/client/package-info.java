/** The client against servers of this project, over real sockets. */
@NullMarked
package io.doip4j.it.client;

import org.jspecify.annotations.NullMarked;
