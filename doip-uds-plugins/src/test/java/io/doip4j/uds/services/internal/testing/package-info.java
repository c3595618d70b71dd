/** What the tests of several packages need. */
@NullMarked
package io.doip4j.uds.services.internal.testing;

import org.jspecify.annotations.NullMarked;
