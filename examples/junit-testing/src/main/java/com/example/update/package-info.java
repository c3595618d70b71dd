/** A tester that finds out which ECUs of a vehicle need new software: something to be tested with the testkit. */
package com.example.update;
