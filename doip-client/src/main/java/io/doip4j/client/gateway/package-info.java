/**
 * The way of a gateway to a DoIP entity behind it: what testers outside send to a target inside goes over connections to that
 * entity, on which the gateway is the tester (ISO 13400-2). Knows no server: an adapter of a few lines connects it to one.
 */
@NullMarked
package io.doip4j.client.gateway;

import org.jspecify.annotations.NullMarked;
