/** Value types that every layer shares: byte strings, addresses, identifiers, protocol versions and time. */
@NullMarked
package io.doip4j.core;

import org.jspecify.annotations.NullMarked;
