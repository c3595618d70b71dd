/**
 * Who a tester is (ISO 14229-1:2020, clause 10.6): service 0x29, with the certificates or keys that an ECU is given for it as
 * {@link io.doip4j.uds.services.authentication.CertificateAuthentication} and
 * {@link io.doip4j.uds.services.authentication.ChallengeResponseAuthentication}.
 */
@NullMarked
package io.doip4j.uds.services.authentication;

import org.jspecify.annotations.NullMarked;
