package io.moonlight.auth.bootstrap.development;

/** A part of the server could not be started; the message continues a sentence that begins with "MoonLight Auth". */
public final class StartException extends RuntimeException {

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
