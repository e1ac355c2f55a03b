package io.moonlight.auth.spring;

import io.moonlight.auth.application.AuthBuilder;

/**
 * Changes what has no property, such as the limits. Every bean of this type is called, in its order, after properties and beans
 * have been applied.
 *
 * <p><b>Threading.</b> Called once, by the thread that creates the beans.
 */
@FunctionalInterface
public interface AuthCustomizer {

    /** Changes the builder. */
    void customize(AuthBuilder auth);
}
