/**
 * The stateful ports of MoonLight Auth on PostgreSQL: each call is one statement.
 *
 * <p><b>Threading.</b> Everything is safe for any number of threads and servers on one database. Only {@code
 * JdbiAuthEvents.start} and the pool of {@code PostgresDataSource} start threads.
 *
 * <p><b>Errors.</b> Refusals as the ports define them. An exception of the driver, the pool or Jdbi becomes an {@code
 * AuthUnavailableException} with its cause.
 */
package io.moonlight.auth.postgres;
