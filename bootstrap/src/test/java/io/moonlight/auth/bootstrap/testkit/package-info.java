/** A server on real parts, and a client that speaks its API, for the end-to-end tests. */
package io.moonlight.auth.bootstrap.testkit;
