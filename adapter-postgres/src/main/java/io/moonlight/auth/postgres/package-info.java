/** The ports of MoonLight Auth that keep state, on PostgreSQL: each call one statement, decided by the database. */
package io.moonlight.auth.postgres;
