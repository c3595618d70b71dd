/** The UDS services in concert: the reference ECU under virtual time and over sockets. */
@NullMarked
package io.doip4j.it.uds;

import org.jspecify.annotations.NullMarked;
