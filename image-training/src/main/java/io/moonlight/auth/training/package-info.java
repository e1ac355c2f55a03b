/** A step of the image's build: runs the packaged server once to create its class-data archive. */
package io.moonlight.auth.training;
