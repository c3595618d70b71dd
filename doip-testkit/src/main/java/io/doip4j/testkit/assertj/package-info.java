/**
 * Assertions in the style of AssertJ, which they need on the class path: {@link io.doip4j.testkit.assertj.DoipAssertions}.
 */
@NullMarked
package io.doip4j.testkit.assertj;

import org.jspecify.annotations.NullMarked;
