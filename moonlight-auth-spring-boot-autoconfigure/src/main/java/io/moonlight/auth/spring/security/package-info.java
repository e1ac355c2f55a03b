/** Signed-in users for Spring Security. */
@NullMarked
package io.moonlight.auth.spring.security;

import org.jspecify.annotations.NullMarked;
