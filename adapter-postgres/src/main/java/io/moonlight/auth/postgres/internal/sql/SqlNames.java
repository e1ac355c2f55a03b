package io.moonlight.auth.postgres.internal.sql;

import io.moonlight.auth.postgres.PostgresTables;
import io.moonlight.auth.postgres.internal.migration.Migration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * Replaces the marks in statements: {@code <users>} by the name of that table, {@code <user_columns>} by the part of that name
 * in {@link Fragments}. Jdbi caches the result: it is made once for each statement, not for each call.
 */
public record SqlNames(PostgresTables tables) implements TemplateEngine.Parsing {

    private static final Pattern MARK = Pattern.compile("<([a-z_]+)>");

    /** The first number of the advisory locks by which the sweeps of one installation exclude each other. */
    private static final String SWEEP_LOCK = "sweep_lock";

    private static final int SWEEPS = 0x6d6f6f6e;

    @Override
    public Optional<Function<StatementContext, String>> parse(String template, ConfigRegistry config) {
        String sql = in(template);
        return Optional.of(context -> sql);
    }

    /** Returns the statement without marks. */
    public String in(String template) {
        return MARK.matcher(template).replaceAll(mark -> Matcher.quoteReplacement(meaning(mark.group(1))));
    }

    private String meaning(String mark) {
        if (mark.equals(SWEEP_LOCK)) {
            return Integer.toString(tables.equals(PostgresTables.DEFAULT) ? SWEEPS : SWEEPS ^ ofInstallation());
        }
        String fragment = Fragments.all().get(mark);
        if (fragment != null) {
            return in(fragment);
        }
        if (!Migration.allNames().contains(mark)) {
            throw new IllegalArgumentException("no migration creates " + mark);
        }
        return tables.qualified(mark);
    }

    /** The same in every process that uses the same tables. */
    private int ofInstallation() {
        return tables.qualified("").hashCode();
    }
}
