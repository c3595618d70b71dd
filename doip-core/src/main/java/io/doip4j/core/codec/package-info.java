/**
 * Bytes to messages and back, without any transport: {@link io.doip4j.core.codec.DoipFramer} for a TCP stream,
 * {@link io.doip4j.core.codec.DatagramReader} for UDP, {@link io.doip4j.core.codec.DoipEncoder} for writing.
 */
@NullMarked
package io.doip4j.core.codec;

import org.jspecify.annotations.NullMarked;
