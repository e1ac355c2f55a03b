package io.moonlight.auth.verifier;

import java.time.Duration;

/**
 * How long fetched keys are used, and how often they are fetched.
 *
 * @param maxAge how long they are used without another request
 * @param staleFor how long after that they are used if every request fails
 * @param cooldown at most two requests start within it
 * @param timeout the maximum duration of a request
 */
record FetchPolicy(Duration maxAge, Duration staleFor, Duration cooldown, Duration timeout) {}
