/** The UDS engine: what ISO 14229-1 and -2 say for every service. */
@NullMarked
package io.doip4j.server.internal.uds;

import org.jspecify.annotations.NullMarked;
