/** What tests of this project and of its embedders share: a movable clock, races, seeded randomness, sample values. */
package io.moonlight.auth.domain.testkit;
