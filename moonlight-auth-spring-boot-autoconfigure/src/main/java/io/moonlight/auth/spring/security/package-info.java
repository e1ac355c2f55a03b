/** Signed-in users for Spring Security. */
package io.moonlight.auth.spring.security;
