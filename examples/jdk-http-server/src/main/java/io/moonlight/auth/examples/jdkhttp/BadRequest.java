package io.moonlight.auth.examples.jdkhttp;

/** A request that no use case can be asked with. */
final class BadRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
