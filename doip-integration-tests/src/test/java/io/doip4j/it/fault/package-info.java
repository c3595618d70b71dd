/** What faults do to the bytes on the wire. */
@NullMarked
package io.doip4j.it.fault;

import org.jspecify.annotations.NullMarked;
