/**
 * The UDS services of ISO 14229-1, one {@link io.doip4j.uds.spi.UdsServiceProvider} each. They are found by
 * {@link java.util.ServiceLoader}; nobody has to name them. All of them return at once and run on the event loop, but
 * {@link io.doip4j.uds.services.Authentication}.
 */
@NullMarked
package io.doip4j.uds.services;

import org.jspecify.annotations.NullMarked;
