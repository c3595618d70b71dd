/**
 * What the author of a UDS service sees. A plugin depends on this module alone: it has a
 * {@link io.doip4j.uds.spi.UdsServiceProvider}, found by {@link java.util.ServiceLoader}, that makes one
 * {@link io.doip4j.uds.spi.UdsService} per ECU.
 */
@NullMarked
package io.doip4j.uds.spi;

import org.jspecify.annotations.NullMarked;
