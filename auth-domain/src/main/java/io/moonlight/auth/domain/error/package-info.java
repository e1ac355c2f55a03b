/** Failures of the core: rejections ({@code AuthException} with a sealed {@code AuthError}) and faults. */
@NullMarked
package io.moonlight.auth.domain.error;

import org.jspecify.annotations.NullMarked;
