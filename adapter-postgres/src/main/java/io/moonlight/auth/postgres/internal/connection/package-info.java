/** Internal: connections, and what their failures mean. */
package io.moonlight.auth.postgres.internal.connection;
