package io.doip4j.client.internal.protocol;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.ActivationType;

/**
 * How to ask for routing.
 *
 * @param type kind of activation
 * @param manufacturerData no bytes, or four
 */
public record ActivationParameters(ActivationType type, Bytes manufacturerData) {}
