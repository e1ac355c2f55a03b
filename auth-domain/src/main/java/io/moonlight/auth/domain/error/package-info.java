/** How the core says no: a refusal ({@code AuthException} with a sealed {@code AuthError}) or a fault. */
package io.moonlight.auth.domain.error;
