/** Internal: the values that statements take and return. */
package io.moonlight.auth.postgres.internal.row;
