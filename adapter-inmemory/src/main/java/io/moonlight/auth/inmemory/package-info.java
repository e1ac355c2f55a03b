/**
 * Every port in memory, for tests and demonstrations; the state is lost at exit. Passes the same contract tests as the other
 * adapters. {@link io.moonlight.auth.inmemory.InMemoryRateLimiter} also serves a single server in production.
 *
 * <p><b>Threading.</b> Safe for any number of threads. Starts no threads and has no static state: two stores are independent.
 *
 * <p><b>Errors.</b> Rejects as the ports specify. Throws no faults.
 */
@NullMarked
package io.moonlight.auth.inmemory;

import org.jspecify.annotations.NullMarked;
