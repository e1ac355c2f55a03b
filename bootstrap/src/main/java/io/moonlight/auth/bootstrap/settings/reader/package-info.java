/** Reads the settings from the environment and an optional {@code .env} file, and reports all problems at once. */
package io.moonlight.auth.bootstrap.settings.reader;
