/**
 * Test support for this project and for programs that embed it: a movable clock, races, seeded randomness, sample values, and
 * the contracts of the {@linkplain io.moonlight.auth.testkit.contract ports} and of a {@linkplain
 * io.moonlight.auth.testkit.store store}.
 *
 * <p><b>Threading.</b> Safe for any number of threads. Checks run on the calling thread; no thread outlives the call that
 * started it.
 */
@NullMarked
package io.moonlight.auth.testkit;

import org.jspecify.annotations.NullMarked;
