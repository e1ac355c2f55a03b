package io.moonlight.auth.postgres;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The schema of an installation's tables and the prefix of their names. Any number of installations, tables of other programs
 * and histories of other migrations can be in one database, if no two have the same names in the same schema.
 *
 * <pre>{@code
 * PostgresTables tables = PostgresTables.in("auth").withPrefix("ml_"); // auth.ml_users, auth.ml_sessions …
 * }</pre>
 *
 * <p>{@link PostgresMigrations}, which creates the tables, and {@link JdbiDatabase}, which uses them, must be given the same.
 *
 * @param schema of the tables, spelled as in the catalog: {@code Auth} is not {@code auth}; empty for the connection's
 *     current schema, the first of its search path
 * @param prefix of the names of tables, indexes, constraints, functions and of the migrations' history; may be empty
 */
public record PostgresTables(Optional<String> schema, String prefix) {

    private static final Pattern SCHEMA = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
    private static final Pattern OF_POSTGRES = Pattern.compile("pg_.*|information_schema");

    /** With it the longest name fits into the 63 bytes of PostgreSQL. */
    private static final Pattern PREFIX = Pattern.compile("([a-z][a-z0-9_]{0,19})?");

    /** The current schema of the connection, no prefix: {@code users}, {@code sessions} … */
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
     * Returns tables in this schema, whatever the search path of the connection.
     *
     * @throws IllegalArgumentException if the constructor does not accept the name
     */
    public static PostgresTables in(String schema) {
        return new PostgresTables(Optional.of(schema), "");
    }

    /**
     * Returns the same with another prefix.
     *
     * @throws IllegalArgumentException if the constructor does not accept the prefix
     */
    public PostgresTables withPrefix(String namesBeginWith) {
        return new PostgresTables(schema, namesBeginWith);
    }

    /** Returns the name of a table, index or function of this installation, without its schema. */
    public String name(String ours) {
        return prefix + ours;
    }

    /** Returns the name for a statement, with the schema if there is one. */
    public String qualified(String ours) {
        return schema.map(name -> '"' + name + "\".").orElse("") + name(ours);
    }
}
