/** Health checks, metrics and the access log, for operators. */
package io.moonlight.auth.bootstrap.monitoring;
