/** Traces and capture files, read by Wireshark's own dissectors. */
@NullMarked
package io.doip4j.it.trace;

import org.jspecify.annotations.NullMarked;
