/** Internal: the statements, public because Jdbi must reach them. */
package io.moonlight.auth.postgres.internal.sql;
