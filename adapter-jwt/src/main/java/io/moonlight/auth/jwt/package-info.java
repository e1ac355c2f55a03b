/** Tokens as JSON Web Tokens (RFC 7519), and the keys that sign and verify them. */
package io.moonlight.auth.jwt;
