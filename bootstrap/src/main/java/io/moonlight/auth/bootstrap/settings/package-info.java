/** What an operator can set: read from the environment and an optional {@code .env} file, checked all at once. */
package io.moonlight.auth.bootstrap.settings;
