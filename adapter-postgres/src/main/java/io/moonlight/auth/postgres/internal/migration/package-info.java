/** Internal: the migrations, and the schema that they run in. */
package io.moonlight.auth.postgres.internal.migration;
