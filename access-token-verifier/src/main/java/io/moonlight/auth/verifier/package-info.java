/** Verifies access tokens (RFC 7519) in services that do not issue them. */
package io.moonlight.auth.verifier;
