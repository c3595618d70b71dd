/**
 * A closed-loop load client: one thread, as many requests under way as are asked for, the next one only after an answer. It
 * runs in a process of its own and loads whatever speaks DoIP.
 */
@NullMarked
package io.doip4j.benchmarks.load;

import org.jspecify.annotations.NullMarked;
