/**
 * What tests of this project and of programs that embed it share: a movable clock, races, seeded randomness, sample values,
 * and the {@linkplain io.moonlight.auth.testkit.contract contracts} of the ports.
 *
 * <p><b>Threading.</b> All of it may be used by the many callers of one test at once; checks run in the thread that asks
 * for them, and no thread outlives the call that started it.
 */
package io.moonlight.auth.testkit;
