package io.moonlight.auth.postgres;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * Puts the names of an installation's tables into statements, which say {@code <users>} where they mean it. Jdbi keeps
 * what comes out: it is made once for each statement, not once for each call.
 */
record SqlNames(PostgresTables tables) implements TemplateEngine.Parsing {

    private static final Pattern MARK = Pattern.compile("<([a-z_]+)>");

    /** What sweeps of one installation lock, so that they take turns; see {@code SweepSql}. */
    private static final String SWEEP_LOCK = "sweep_lock";

    private static final int SWEEPS = 0x6d6f6f6e;

    @Override
    public Optional<Function<StatementContext, String>> parse(String template, ConfigRegistry config) {
        String sql = in(template);
        return Optional.of(context -> sql);
    }

    /** The statement with its names in it. */
    String in(String template) {
        return MARK.matcher(template).replaceAll(mark -> Matcher.quoteReplacement(meaning(mark.group(1))));
    }

    private String meaning(String mark) {
        if (mark.equals(SWEEP_LOCK)) {
            return Integer.toString(tables.equals(PostgresTables.DEFAULT) ? SWEEPS : SWEEPS ^ ofInstallation());
        }
        if (!Migration.allNames().contains(mark)) {
            throw new IllegalArgumentException("no migration makes " + mark);
        }
        return tables.qualified(mark);
    }

    /** The same in every process that is told of the same tables. */
    private int ofInstallation() {
        return tables.qualified("").hashCode();
    }
}
