/** A step of the image's build: runs the packaged server once to archive its classes: an AOT cache on Java 25 and later, a class-data archive before. */
package io.moonlight.auth.training;
