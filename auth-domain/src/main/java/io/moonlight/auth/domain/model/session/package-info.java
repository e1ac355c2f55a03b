/** Sessions, refresh-token rotation and what a token claims. */
@NullMarked
package io.moonlight.auth.domain.model.session;

import org.jspecify.annotations.NullMarked;
