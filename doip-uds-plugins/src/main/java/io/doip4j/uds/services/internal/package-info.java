/** Not exported: helpers of several services. */
@NullMarked
package io.doip4j.uds.services.internal;

import org.jspecify.annotations.NullMarked;
