/** Values that all subjects share: always valid, immutable, without personal data in {@code toString}. */
package io.moonlight.auth.domain.model;
