/** Internal: the statements, public because Jdbi must reach them. */
@NullMarked
package io.moonlight.auth.postgres.internal.sql;

import org.jspecify.annotations.NullMarked;
