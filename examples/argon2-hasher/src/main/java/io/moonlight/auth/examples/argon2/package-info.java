/** A password hasher of one's own, with Argon2id, and the way there from bcrypt. */
package io.moonlight.auth.examples.argon2;
