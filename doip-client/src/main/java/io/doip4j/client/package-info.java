/**
 * External test equipment: finds vehicles, connects to a DoIP entity, activates routing, and exchanges diagnostic messages
 * with any target behind it.
 */
@NullMarked
package io.doip4j.client;

import org.jspecify.annotations.NullMarked;
