package io.moonlight.auth.http.request;

import java.util.List;

/** A request that is rejected before its use case; what a use case rejects is an {@code AuthException}. */
public abstract sealed class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private Refusal(String message) {
        super(message, null, false, false);
    }

    /** Returns the refusal of a body that is not one JSON object. */
    public static Refusal unreadable() {
        return new InvalidFields(List.of());
    }

    /** Rejected with an HTTP status, whatever the call. */
    public static final class WithStatus extends Refusal {

        private static final long serialVersionUID = 1L;

        private final int status;

        /** @param status the HTTP status */
        public WithStatus(int status) {
            super("status " + status);
            this.status = status;
        }

        /** Returns the HTTP status. */
        public int status() {
            return status;
        }
    }

    /** The call needs a token or a key, and none or a bad one was sent. */
    public static final class Unauthorized extends Refusal {

        private static final long serialVersionUID = 1L;

        private final boolean tokenSent;

        /** @param tokenSent whether a bearer token was sent */
        public Unauthorized(boolean tokenSent) {
            super("unauthorized");
            this.tokenSent = tokenSent;
        }

        /** Returns whether a bearer token was sent. */
        public boolean tokenSent() {
            return tokenSent;
        }
    }

    /** Fields are wrong; none is named if the body is not one JSON object. */
    public static final class InvalidFields extends Refusal {

        private static final long serialVersionUID = 1L;

        private final transient List<WrongField> fields;

        InvalidFields(List<WrongField> fields) {
            super("invalid fields");
            this.fields = List.copyOf(fields);
        }

        /** Returns all wrong fields. */
        public List<WrongField> fields() {
            return fields;
        }
    }

    /** A text breaks a rule that only this wire format has; {@link Field} adds its name. */
    static final class InvalidText extends Refusal {

        private static final long serialVersionUID = 1L;

        private final String messageKey;

        InvalidText(String messageKey) {
            super(messageKey);
            this.messageKey = messageKey;
        }

        String messageKey() {
            return messageKey;
        }
    }

    /**
     * A wrong field.
     *
     * @param field its name on the wire
     * @param messageKey of the text that says what is wrong
     */
    public record WrongField(String field, String messageKey) {}
}
