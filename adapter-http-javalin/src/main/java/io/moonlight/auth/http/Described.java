package io.moonlight.auth.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a client has to know of a value in an answer, beyond its name and type. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Described {

    /** What it is. */
    String value();

    /** A format of JSON Schema; empty for none. */
    String format() default "";

    /** All that it can be; empty for anything of its type. */
    String[] oneOf() default {};
}
