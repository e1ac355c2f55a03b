/** The use cases, one final class each, behind {@code Auth}, the facade that embedders hold. */
package io.moonlight.auth.application;
