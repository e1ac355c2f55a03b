/** The rate limits of a host application, and a limiter that survives an outage of its store. */
@NullMarked
package io.moonlight.auth.application.limit;

import org.jspecify.annotations.NullMarked;
