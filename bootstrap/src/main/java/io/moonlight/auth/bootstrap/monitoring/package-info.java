/** What operators see of a running server: health, metrics, and a line for each request. */
package io.moonlight.auth.bootstrap.monitoring;
