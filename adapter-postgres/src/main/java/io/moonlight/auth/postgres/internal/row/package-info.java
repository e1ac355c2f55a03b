/** Internal: the values that statements take and return. */
@NullMarked
package io.moonlight.auth.postgres.internal.row;

import org.jspecify.annotations.NullMarked;
