/** The rate limits of a host application, and a limiter that survives an outage of its store. */
package io.moonlight.auth.application.limit;
