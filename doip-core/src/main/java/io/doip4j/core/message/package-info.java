/**
 * The DoIP messages of ISO 13400-2: one immutable record per payload type. Unknown types and reserved codes are values,
 * never exceptions.
 */
@NullMarked
package io.doip4j.core.message;

import org.jspecify.annotations.NullMarked;
