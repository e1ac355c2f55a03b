/** What the core needs from outside. Each port's Javadoc is its contract, and each clause is a test in its contract class. */
package io.moonlight.auth.domain.port;
