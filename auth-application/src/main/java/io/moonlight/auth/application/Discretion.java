package io.moonlight.auth.application;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.Disclosure;
import java.util.function.Supplier;

/** Keeps from strangers which addresses belong to users, where that is wanted. */
final class Discretion {

    private final Disclosure disclosure;

    Discretion(Disclosure disclosure) {
        this.disclosure = disclosure;
    }

    boolean isWanted() {
        return disclosure == Disclosure.UNIFORM;
    }

    /** Refusals that tell of whom an address is become ones that tell that there is no such code. */
    <T> T speakingOfCodesAlone(Supplier<T> call) {
        try {
            return call.get();
        } catch (AuthException e) {
            AuthError error = e.error();
            if (isWanted() && (error instanceof AuthError.EmailTaken || error instanceof AuthError.UserNotFound)) {
                throw new AuthException(new AuthError.CodeRefused(Reason.NOT_FOUND));
            }
            throw e;
        }
    }
}
