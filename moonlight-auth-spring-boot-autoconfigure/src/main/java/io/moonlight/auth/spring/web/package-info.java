/** The calls of MoonLight Auth, and the caller of the application's own controllers, in a servlet application. */
@NullMarked
package io.moonlight.auth.spring.web;

import org.jspecify.annotations.NullMarked;
