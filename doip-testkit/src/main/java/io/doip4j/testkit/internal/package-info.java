/** Not for users: what JUnit's launcher loads. */
@NullMarked
package io.doip4j.testkit.internal;

import org.jspecify.annotations.NullMarked;
