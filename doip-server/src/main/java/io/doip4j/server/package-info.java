/**
 * The DoIP entity: {@link io.doip4j.server.DoipServer}, built by {@link io.doip4j.server.DoipServerBuilder}, served by a
 * {@link io.doip4j.server.DoipEventLoop} of its own or a shared one.
 */
@NullMarked
package io.doip4j.server;

import org.jspecify.annotations.NullMarked;
