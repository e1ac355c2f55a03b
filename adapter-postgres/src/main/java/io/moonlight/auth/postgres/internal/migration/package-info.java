/** Internal: the migrations, and the schema that they run in. */
@NullMarked
package io.moonlight.auth.postgres.internal.migration;

import org.jspecify.annotations.NullMarked;
