/** The values of the core: always valid, immutable, without personal data in toString. */
package io.moonlight.auth.domain.model;
