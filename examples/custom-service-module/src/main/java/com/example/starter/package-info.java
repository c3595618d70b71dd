/** Diagnostics of a starter motor, as a module: a second example to be copied from. */
@NullMarked
package com.example.starter;

import org.jspecify.annotations.NullMarked;
