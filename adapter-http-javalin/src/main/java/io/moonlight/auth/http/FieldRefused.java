package io.moonlight.auth.http;

/** A field's text breaks a rule that only this wire format has. */
final class FieldRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String messageKey;

    FieldRefused(String messageKey) {
        super(messageKey, null, false, false);
        this.messageKey = messageKey;
    }

    String messageKey() {
        return messageKey;
    }
}
