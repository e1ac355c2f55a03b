/**
 * The ports of MoonLight Auth that keep state, on PostgreSQL: each call one statement, decided by the database.
 *
 * <p><b>Threading.</b> Everything here is safe for any number of threads and servers on one database. A thread is started by
 * {@code JdbiAuthEvents.start} and by the pool of {@code PostgresDataSource}, and by nothing else.
 *
 * <p><b>Errors.</b> Refusals as the ports say. Whatever the driver, the pool or Jdbi throws becomes an {@code
 * AuthUnavailableException} with the cause kept.
 */
package io.moonlight.auth.postgres;
