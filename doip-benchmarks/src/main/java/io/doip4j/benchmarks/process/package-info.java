/** Processes that are measured, and how one tells the other what to do. */
@NullMarked
package io.doip4j.benchmarks.process;

import org.jspecify.annotations.NullMarked;
