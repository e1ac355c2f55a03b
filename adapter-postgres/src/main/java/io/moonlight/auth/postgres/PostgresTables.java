package io.moonlight.auth.postgres;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where an installation has its tables, and what their names begin with. Any number of installations, other programs'
 * tables and other migrations' histories live side by side in one database, as long as no two have the same names in the
 * same schema.
 *
 * <pre>{@code
 * PostgresTables tables = PostgresTables.in("auth").withPrefix("ml_"); // auth.ml_users, auth.ml_sessions …
 * }</pre>
 *
 * <p>Whoever makes the tables ({@link PostgresMigrations}) and whoever uses them ({@link JdbiTransactions}) must be told
 * the same.
 *
 * @param schema whose tables they are, spelled as in the catalogue: {@code Auth} is another one than {@code auth}; empty
 *     if it is the connection's current one, the first of its search path
 * @param prefix of the names of tables, indexes, constraints, functions and of the migrations' history; may be empty
 */
public record PostgresTables(Optional<String> schema, String prefix) {

    private static final Pattern SCHEMA = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
    private static final Pattern OF_POSTGRES = Pattern.compile("pg_.*|information_schema");

    /** So long that the longest name that is made of it fits into PostgreSQL's 63 bytes. */
    private static final Pattern PREFIX = Pattern.compile("([a-z][a-z0-9_]{0,19})?");

    /** The connection's current schema, no prefix: {@code users}, {@code sessions} … */
    public static final PostgresTables DEFAULT = new PostgresTables(Optional.empty(), "");

    /**
     * @throws IllegalArgumentException if the schema is not 1 to 63 letters, digits and underscores with no digit first, or
     *     is one of PostgreSQL's own; or if the prefix is not up to 20 lower-case letters, digits and underscores with a
     *     letter first
     */
    public PostgresTables {
        schema.ifPresent(PostgresTables::requireSchema);
        if (!PREFIX.matcher(requireNonNull(prefix, "prefix")).matches()) {
            throw new IllegalArgumentException(
                    "a prefix is up to 20 lower-case letters, digits and underscores with a letter first");
        }
    }

    private static void requireSchema(String name) {
        if (!SCHEMA.matcher(name).matches() || OF_POSTGRES.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a schema is 1 to 63 letters, digits and underscores with no digit first, and none of PostgreSQL's own");
        }
    }

    /**
     * In this schema, whatever the connection's search path.
     *
     * @throws IllegalArgumentException if the name is not of the form that the constructor wants
     */
    public static PostgresTables in(String schema) {
        return new PostgresTables(Optional.of(schema), "");
    }

    /**
     * The same with names that begin so.
     *
     * @throws IllegalArgumentException if the prefix is not of the form that the constructor wants
     */
    public PostgresTables withPrefix(String namesBeginWith) {
        return new PostgresTables(schema, namesBeginWith);
    }

    /** The full name of what we call this, without its schema. */
    String name(String ours) {
        return prefix + ours;
    }

    /** The same as a statement names it. */
    String qualified(String ours) {
        return schema.map(name -> '"' + name + "\".").orElse("") + name(ours);
    }
}
