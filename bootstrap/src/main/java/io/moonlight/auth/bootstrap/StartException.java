package io.moonlight.auth.bootstrap;

/** A part of the server could not be started; the message goes on where "MoonLight Auth" begins. */
final class StartException extends RuntimeException {

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
