/** A main method that registers a user and logs in, all in memory. */
package io.moonlight.auth.examples.plainmain;
