/** Failures of the core: rejections ({@code AuthException} with a sealed {@code AuthError}) and faults. */
package io.moonlight.auth.domain.error;
