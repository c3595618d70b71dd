/** Benchmarks of the hot paths, one at a time. Run with {@code java -jar doip-benchmarks/target/benchmarks.jar -prof gc}. */
@NullMarked
package io.doip4j.benchmarks;

import org.jspecify.annotations.NullMarked;
