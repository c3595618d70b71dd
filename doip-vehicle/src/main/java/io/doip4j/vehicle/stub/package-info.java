/**
 * Answers that are made up, and what was asked: {@link io.doip4j.vehicle.stub.Stubs} tells the ECUs of a server what to answer,
 * {@link io.doip4j.vehicle.stub.RequestRecorder} knows afterwards what they saw.
 */
@NullMarked
package io.doip4j.vehicle.stub;

import org.jspecify.annotations.NullMarked;
