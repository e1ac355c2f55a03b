package io.moonlight.auth.application.internal;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.Disclosure;
import java.util.Set;
import java.util.function.Supplier;

/** Prevents account enumeration if {@link Disclosure#UNIFORM} is set. */
public final class EnumerationGuard {

    private final Disclosure disclosure;

    public EnumerationGuard(Disclosure disclosure) {
        this.disclosure = disclosure;
    }

    public boolean isWanted() {
        return disclosure == Disclosure.UNIFORM;
    }

    /**
     * Converts a rejection that shows something about an email into one that says that there is no such code.
     *
     * @param telling the kinds of rejections to convert
     */
    public <T> T asCodeError(Set<Class<? extends AuthError>> telling, Supplier<T> call) {
        try {
            return call.get();
        } catch (AuthException e) {
            if (isWanted() && telling.contains(e.error().getClass())) {
                throw new AuthException(new AuthError.CodeRefused(Reason.NOT_FOUND));
            }
            throw e;
        }
    }
}
