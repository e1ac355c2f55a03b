/**
 * A real PostgreSQL that a JVM program starts for itself: the database of a server that was given none, and of tests.
 *
 * <p>{@link io.moonlight.auth.embeddedpostgres.EmbeddedPostgres} is the way in. The binaries come with the module;
 * nothing has to be installed, and it works for root and for an ordinary user.
 */
package io.moonlight.auth.embeddedpostgres;
