package io.moonlight.auth.domain.model.user;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.FieldProblem;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The roles of a user. What a role permits is decided by the host application and by the services that read tokens.
 *
 * @param names sorted, without duplicates: at most {@value #MAX} names of the form {@code [a-z][a-z0-9_.-]{0,31}}
 */
public record Roles(List<String> names) {

    /** The maximum number of roles of a user. */
    public static final int MAX = 32;

    /** No role. */
    public static final Roles NONE = new Roles(List.of());

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]{0,31}");

    /**
     * Sorts the names and removes duplicates.
     *
     * @throws AuthException with {@link FieldProblem#ROLE_MALFORMED} or {@link FieldProblem#ROLES_TOO_MANY}
     */
    public Roles {
        names = names.stream().sorted().distinct().toList();
        if (!names.stream().allMatch(Roles::isName)) {
            throw new AuthException(new AuthError.InvalidValue(FieldProblem.ROLE_MALFORMED));
        }
        if (names.size() > MAX) {
            throw new AuthException(new AuthError.InvalidValue(FieldProblem.ROLES_TOO_MANY));
        }
    }

    /**
     * Returns the roles with these names.
     *
     * @throws AuthException as the constructor
     */
    public static Roles of(Collection<String> names) {
        return names.isEmpty() ? NONE : new Roles(List.copyOf(names));
    }

    /** Returns whether the text is the name of a possible role. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Returns whether this role is among them. */
    public boolean has(String name) {
        return names.contains(name);
    }
}
