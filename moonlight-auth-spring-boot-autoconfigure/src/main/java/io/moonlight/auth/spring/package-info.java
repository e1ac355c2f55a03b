/** MoonLight Auth in a Spring Boot application. */
@NullMarked
package io.moonlight.auth.spring;

import org.jspecify.annotations.NullMarked;
