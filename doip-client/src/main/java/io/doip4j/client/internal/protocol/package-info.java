/** The protocol of a tester without I/O: bytes, time and wishes go in, effects come out. */
@NullMarked
package io.doip4j.client.internal.protocol;

import org.jspecify.annotations.NullMarked;
