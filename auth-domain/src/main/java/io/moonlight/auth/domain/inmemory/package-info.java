/**
 * Every port in memory, for tests and demonstrations: held to the same contract tests as the real ones, lost at exit.
 *
 * <p><b>Threading.</b> Everything here is safe for any number of threads, starts none, and nothing is static: two stores
 * know nothing of each other.
 *
 * <p><b>Errors.</b> Refusals as the ports say. Memory does not fail; where a fault is wanted, a test asks for it.
 */
package io.moonlight.auth.domain.inmemory;
