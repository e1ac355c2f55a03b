package io.moonlight.auth.http.request;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.http.request.Raw.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A field of a request.
 *
 * @param place where it is
 * @param kind what it must be on the wire: a text, a boolean, a number or a list of texts
 * @param name on the wire, unique within a call
 * @param parser makes the domain's value of it, or rejects it
 * @param fallback the value if the field is missing; empty if it is required
 * @param problems what can be wrong with it
 * @param <T> the domain's value
 */
public record Field<T>(
        Place place, Kind kind, String name, Parser<T> parser, Optional<T> fallback, Set<FieldProblem> problems) {

    /** Where in a request a field is. */
    public enum Place {
        /** A segment of the path. */
        PATH,
        /** The query string. */
        QUERY,
        /** The JSON object. */
        BODY
    }

    /** Makes a value of what was sent. */
    public interface Parser<T> {
        /**
         * @throws Refusal if it breaks a rule of this wire format
         * @throws AuthException if it breaks a rule of the domain, or names what does not exist
         */
        T parse(Raw sent, Input in);
    }

    /** Copies the problems. */
    public Field {
        problems = Set.copyOf(problems);
    }

    /** Returns a string of the body. */
    static <T> Field<T> required(String name, Function<String, T> parse, FieldProblem... problems) {
        return new Field<>(
                Place.BODY,
                Kind.TEXT,
                name,
                (sent, in) -> parse.apply(sent.text()),
                Optional.empty(),
                Set.of(problems));
    }

    /** Returns a segment of the path, <code>{id}</code>. */
    static <T> Field<T> inPath(Function<String, T> parse) {
        return new Field<>(
                Place.PATH, Kind.TEXT, "id", (sent, in) -> parse.apply(sent.text()), Optional.empty(), Set.of());
    }

    /** Returns a parameter of the query; an empty one counts as missing. */
    static <T> Field<T> inQuery(String name, Function<String, T> parse, T fallback) {
        return new Field<>(
                Place.QUERY, Kind.TEXT, name, (sent, in) -> parse.apply(sent.text()), Optional.of(fallback), Set.of());
    }

    /** Returns the same field, but optional. */
    Field<T> or(T value) {
        return new Field<>(place, kind, name, parser, Optional.of(value), problems);
    }

    /** Returns the same field with a further check of values that were sent, which rejects them as the parser does. */
    public Field<T> checkedBy(Consumer<T> check) {
        Parser<T> checking = (sent, in) -> {
            T value = parser.parse(sent, in);
            check.accept(value);
            return value;
        };
        return new Field<>(place, kind, name, checking, fallback, problems);
    }

    /** Returns the value in a request; if there is none, adds the reason to {@code wrong}. */
    Optional<T> read(Input in, List<Refusal.WrongField> wrong) {
        Optional<Raw> sent = in.find(place, name);
        if (sent.isEmpty()) {
            if (fallback.isEmpty()) {
                wrong.add(new Refusal.WrongField(name, "field.required"));
            }
            return fallback;
        }
        Raw raw = sent.get();
        if (raw.kind() != kind) {
            wrong.add(new Refusal.WrongField(name, keyOfOtherThan(kind, raw.kind())));
            return Optional.empty();
        }
        try {
            return Optional.of(parser.parse(raw, in));
        } catch (Refusal.InvalidText e) {
            wrong.add(new Refusal.WrongField(name, e.messageKey()));
        } catch (AuthException e) {
            if (!(e.error() instanceof AuthError.InvalidValue invalid)) {
                throw e;
            }
            wrong.add(new Refusal.WrongField(name, keyOf(invalid.problem())));
        }
        return Optional.empty();
    }

    private static String keyOfOtherThan(Kind wanted, Kind sent) {
        if (sent == Kind.REPEATED) {
            return "field.repeated";
        }
        return switch (wanted) {
            case BOOLEAN -> "field.notBoolean";
            case NUMBER -> "field.notNumber";
            case TEXTS -> "field.notTexts";
            case TEXT, REPEATED, OTHER -> "field.notText";
        };
    }

    /** Returns the key of the text about a problem. No default: a new problem does not compile until it has a text. */
    public static String keyOf(FieldProblem problem) {
        return switch (problem) {
            case EMAIL_MALFORMED -> "field.emailMalformed";
            case EMAIL_DOMAIN_AMBIGUOUS -> "field.emailDomainAmbiguous";
            case USERNAME_MALFORMED -> "field.usernameMalformed";
            case PASSWORD_LENGTH -> "field.passwordLength";
            case PASSWORD_TOO_MANY_BYTES -> "field.passwordTooManyBytes";
            case PASSWORD_CHARACTERS -> "field.passwordCharacters";
            case PASSWORD_IS_IDENTITY -> "field.passwordIsIdentity";
            case PASSWORD_MISSING -> "field.required";
            case PASSWORD_ATTEMPT_TOO_LONG -> "field.passwordAttemptTooLong";
            case ROLE_MALFORMED -> "field.roleMalformed";
            case ROLES_TOO_MANY -> "field.rolesTooMany";
            case PASSWORD_HASH_UNREADABLE -> "field.passwordHashUnreadable";
            case CODE_MALFORMED -> "field.codeMalformed";
        };
    }
}
