package io.moonlight.auth.application;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.Disclosure;
import java.util.function.Supplier;

/** Keeps from strangers which addresses belong to users, where that is wanted. */
final class EnumerationGuard {

    private final Disclosure disclosure;

    EnumerationGuard(Disclosure disclosure) {
        this.disclosure = disclosure;
    }

    boolean isWanted() {
        return disclosure == Disclosure.UNIFORM;
    }

    /**
     * The refusal that would tell whether an address belongs to somebody becomes one that tells that there is no such code.
     *
     * @param telling the kind of that refusal
     */
    <T> T asCodeError(Class<? extends AuthError> telling, Supplier<T> call) {
        try {
            return call.get();
        } catch (AuthException e) {
            if (isWanted() && telling.isInstance(e.error())) {
                throw new AuthException(new AuthError.CodeRefused(Reason.NOT_FOUND));
            }
            throw e;
        }
    }
}
