/** What the tests of several packages need. */
@NullMarked
package io.doip4j.server.internal.testing;

import org.jspecify.annotations.NullMarked;
