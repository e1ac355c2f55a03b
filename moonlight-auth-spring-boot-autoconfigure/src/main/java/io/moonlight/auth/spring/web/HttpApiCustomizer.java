package io.moonlight.auth.spring.web;

import io.moonlight.auth.http.HttpApiBuilder;

/**
 * Changes what has no property. Every bean of this type is called, in its order, after the properties have been applied.
 *
 * <p><b>Threading.</b> Called once, by the thread that creates the beans.
 */
@FunctionalInterface
public interface HttpApiCustomizer {

    /** Changes the builder. */
    void customize(HttpApiBuilder api);
}
