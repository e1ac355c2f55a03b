/** Not API: the statements and what they return, public because Jdbi must reach them. */
package io.moonlight.auth.postgres.internal;
