/** UDS messages and identifiers of ISO 14229-1, independent of any transport. */
@NullMarked
package io.doip4j.uds;

import org.jspecify.annotations.NullMarked;
