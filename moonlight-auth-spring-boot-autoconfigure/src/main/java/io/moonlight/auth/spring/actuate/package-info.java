/** Health and metrics. */
package io.moonlight.auth.spring.actuate;
