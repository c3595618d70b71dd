/** A diagnostic service of a supplier's own, to be copied from. */
@NullMarked
package com.example.doip;

import org.jspecify.annotations.NullMarked;
