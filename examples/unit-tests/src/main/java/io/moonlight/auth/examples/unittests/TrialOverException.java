package io.moonlight.auth.examples.unittests;

/** Somebody is known, and has used the service for as long as it is free. */
public final class TrialOverException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TrialOverException() {
        super("the trial is over");
    }
}
