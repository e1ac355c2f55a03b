/**
 * What tests of this project and of programs that embed it share: a movable clock, races, seeded randomness, sample values,
 * and the {@linkplain io.moonlight.auth.testkit.contract contracts} of the ports.
 */
package io.moonlight.auth.testkit;
