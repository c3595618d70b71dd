/**
 * What every UDS service has to keep to, as tests that the author of a plugin inherits:
 * {@link io.doip4j.testkit.contract.UdsServiceContractTest}.
 */
@NullMarked
package io.doip4j.testkit.contract;

import org.jspecify.annotations.NullMarked;
