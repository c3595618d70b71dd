@NullMarked
package io.doip4j.cli;

import org.jspecify.annotations.NullMarked;
