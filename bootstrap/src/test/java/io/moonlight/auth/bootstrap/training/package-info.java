/** Runs the packaged server once, so that its class-data archive can be made: not a test, but a step of the image's build. */
package io.moonlight.auth.bootstrap.training;
