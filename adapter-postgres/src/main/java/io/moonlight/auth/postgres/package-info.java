/**
 * The stateful ports of MoonLight Auth on PostgreSQL: each call is one statement, except the reset of a
 * password, which is a transaction of two.
 *
 * <p><b>Threading.</b> Everything is safe for any number of threads and servers on one database. Only {@code
 * JdbiAuthEvents.start} and the pool of {@code PostgresDataSource} start threads.
 *
 * <p><b>Errors.</b> Rejections as the ports specify. An exception of the driver, the pool or Jdbi becomes an {@code
 * AuthUnavailableException} with its cause.
 */
@NullMarked
package io.moonlight.auth.postgres;

import org.jspecify.annotations.NullMarked;
