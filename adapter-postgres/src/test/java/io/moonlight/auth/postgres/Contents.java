package io.moonlight.auth.postgres;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** All that a schema holds, as lines of text: what a dump of it would say. */
public final class Contents {

    private Contents() {}

    /** Relations, columns, constraints, indexes, triggers and functions, but not what is in the tables. */
    public static List<String> schema(TestPostgres.Access database) {
        return Jdbi.create(database::connect).withHandle(Contents::schema);
    }

    /** The schema, the rows of each table and the state of each sequence. */
    public static List<String> all(TestPostgres.Access database) {
        return Jdbi.create(database::connect).withHandle(handle -> {
            List<String> lines = new ArrayList<>(schema(handle));
            for (String table : relations(handle, "r")) {
                lines.addAll(handle.createQuery("SELECT <table> || CAST(t AS text) FROM <relation> t ORDER BY 1")
                        .define("table", "'" + table + " '")
                        .define("relation", table)
                        .mapTo(String.class)
                        .list());
            }
            for (String sequence : relations(handle, "S")) {
                lines.addAll(handle.createQuery("SELECT <name> || last_value || ' ' || is_called FROM <relation>")
                        .define("name", "'" + sequence + " '")
                        .define("relation", sequence)
                        .mapTo(String.class)
                        .list());
            }
            return lines;
        });
    }

    private static List<String> relations(Handle handle, String kind) {
        return handle.select("""
                        SELECT relname FROM pg_class
                        WHERE relnamespace = CAST('public' AS regnamespace) AND relkind = CAST(? AS "char")
                        ORDER BY 1""", kind).mapTo(String.class).list();
    }

    private static List<String> schema(Handle handle) {
        return handle.createQuery("""
                        SELECT line FROM (
                            SELECT format('%s %s %s %s', relkind, relname, relpersistence, reloptions) AS line, relnamespace AS schema
                            FROM pg_class
                            UNION ALL
                            SELECT format('%s.%s %s %s %s %s %s %s', c.relname, a.attnum, a.attname,
                                format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attcollation,
                                pg_get_expr(d.adbin, d.adrelid)), c.relnamespace
                            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                            WHERE a.attnum > 0 AND c.relkind IN ('r', 'v')
                            UNION ALL
                            SELECT format('%s %s %s', CAST(conrelid AS regclass), conname, pg_get_constraintdef(oid)), connamespace
                            FROM pg_constraint
                            UNION ALL
                            SELECT pg_get_indexdef(indexrelid), relnamespace
                            FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
                            UNION ALL
                            SELECT pg_get_triggerdef(t.oid), c.relnamespace
                            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT tgisinternal
                            UNION ALL
                            SELECT pg_get_functiondef(oid), pronamespace FROM pg_proc WHERE prokind = 'f'
                        ) lines
                        WHERE schema = CAST('public' AS regnamespace)
                        ORDER BY 1""").mapTo(String.class).list();
    }
}
