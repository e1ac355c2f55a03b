/**
 * The use cases, one final class each, behind {@code Auth}, the facade for embedders.
 *
 * <p><b>Threading.</b> Use cases are immutable and safe for any number of threads, virtual ones included; a call runs in
 * its caller's thread. Only {@code AuthBuilder} belongs to one thread.
 *
 * <p><b>Errors.</b> Each {@code handle} names its rejections, which are {@code AuthException}s and have changed nothing but
 * the counters of limits. Any of them may throw {@code AuthUnavailableException} if a dependency is unavailable; a change may
 * have happened then.
 */
@NullMarked
package io.moonlight.auth.application;

import org.jspecify.annotations.NullMarked;
