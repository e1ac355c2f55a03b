/** The pieces that the guide shows one by one; {@code docs/embedding.md} quotes them. */
package io.moonlight.auth.examples.guide;
