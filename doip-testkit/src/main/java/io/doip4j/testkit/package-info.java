/**
 * JUnit Jupiter support (5.12 or newer, and 6): {@link io.doip4j.testkit.DoipServerTest} gives every test a server of its
 * own, {@link io.doip4j.testkit.DoipTester} talks to it.
 */
@NullMarked
package io.doip4j.testkit;

import org.jspecify.annotations.NullMarked;
