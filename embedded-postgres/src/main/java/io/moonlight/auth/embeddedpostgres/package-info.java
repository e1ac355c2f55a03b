/**
 * A real PostgreSQL that a JVM program starts for itself: the database of a server without a configured one, and of tests.
 *
 * <p>{@link io.moonlight.auth.embeddedpostgres.EmbeddedPostgres} is the entry point. The binaries come with the module;
 * nothing has to be installed. Works for root and for unprivileged users.
 */
@NullMarked
package io.moonlight.auth.embeddedpostgres;

import org.jspecify.annotations.NullMarked;
