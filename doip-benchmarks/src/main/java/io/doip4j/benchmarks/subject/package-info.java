/** What is measured, each in a process of its own: the complete server, and what it is compared with. */
@NullMarked
package io.doip4j.benchmarks.subject;

import org.jspecify.annotations.NullMarked;
