/** A main method that registers somebody and logs in, all in memory. */
package io.moonlight.auth.examples.plainmain;
