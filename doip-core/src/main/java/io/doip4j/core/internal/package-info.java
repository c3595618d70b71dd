/** Not exported: helpers of this module. */
@NullMarked
package io.doip4j.core.internal;

import org.jspecify.annotations.NullMarked;
