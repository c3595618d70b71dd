/**
 * Measures the complete server against its yardstick: {@link io.doip4j.benchmarks.report.Report} prints a table,
 * {@link io.doip4j.benchmarks.report.Guard} fails if something has become worse.
 */
@NullMarked
package io.doip4j.benchmarks.report;

import org.jspecify.annotations.NullMarked;
