/** Values that all subjects share: always valid, immutable, without personal data in {@code toString}. */
@NullMarked
package io.moonlight.auth.domain.model;

import org.jspecify.annotations.NullMarked;
