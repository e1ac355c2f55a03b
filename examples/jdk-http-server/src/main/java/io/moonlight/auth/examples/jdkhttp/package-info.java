/** An example: login on the HTTP server of the JDK. */
package io.moonlight.auth.examples.jdkhttp;
