/** The driven ports. The Javadoc of a port is its contract, and each clause has a test in the port's contract class. */
@NullMarked
package io.moonlight.auth.domain.port;

import org.jspecify.annotations.NullMarked;
