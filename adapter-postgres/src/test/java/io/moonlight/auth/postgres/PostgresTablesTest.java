package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.postgres.internal.sql.SqlNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresTablesTest {

    private static String sql(PostgresTables tables, String template) {
        return new SqlNames(tables).in(template);
    }

    @Test
    void sql_ofTheDefault_namesTheTablesAlone() {
        assertThat(sql(PostgresTables.DEFAULT, "SELECT 1 FROM <users> WHERE a <> b AND c < d"))
                .isEqualTo("SELECT 1 FROM users WHERE a <> b AND c < d");
    }

    @Test
    void sql_inASchemaWithAPrefix_namesBoth() {
        assertThat(sql(PostgresTables.in("Order").withPrefix("ml_"), "FROM <users>, <mail_outbox>"))
                .isEqualTo("FROM \"Order\".ml_users, \"Order\".ml_mail_outbox");
        assertThat(sql(PostgresTables.DEFAULT.withPrefix("ml_"), "FROM <users>"))
                .isEqualTo("FROM ml_users");
    }

    @Test
    void sql_ofWhatNoMigrationMakes_isABug() {
        assertThatThrownBy(() -> sql(PostgresTables.DEFAULT, "FROM <user>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("user");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "a\"b",
                "a.b",
                "a;b",
                "1a",
                "ä",
                "pg_x",
                "information_schema",
                "a:b",
                "a234567890123456789012345678901234567890123456789012345678901234"
            })
    void in_aSchemaOfAnotherForm_isRefused(String schema) {
        assertThatIllegalArgumentException().isThrownBy(() -> PostgresTables.in(schema));
    }

    @ParameterizedTest
    @ValueSource(strings = {"_a", "1a", "A", "a b", "a\"", "a.", "a;", "a-", "ä", "a23456789012345678901", "a\n"})
    void withPrefix_ofAnotherForm_isRefused(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> PostgresTables.DEFAULT.withPrefix(prefix));
    }
}
