/** Health and metrics. */
@NullMarked
package io.moonlight.auth.spring.actuate;

import org.jspecify.annotations.NullMarked;
