/** Internal: connections, and what their failures mean. */
@NullMarked
package io.moonlight.auth.postgres.internal.connection;

import org.jspecify.annotations.NullMarked;
