/** The contract of UDS services: those that are shipped keep it, and each rule finds who does not. */
@NullMarked
package io.doip4j.it.contract;

import org.jspecify.annotations.NullMarked;
