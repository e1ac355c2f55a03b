package io.moonlight.auth.spring.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameter of a controller that is the caller, of type {@link io.moonlight.auth.application.session.Principal}. Such
 * a method needs a signed-in user, with and without Spring Security: all others get 401.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface CurrentUser {}
