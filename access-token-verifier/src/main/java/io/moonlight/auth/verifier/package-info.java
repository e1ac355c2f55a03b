/** Verifies access tokens (RFC 7519) in services that do not issue them. */
@NullMarked
package io.moonlight.auth.verifier;

import org.jspecify.annotations.NullMarked;
