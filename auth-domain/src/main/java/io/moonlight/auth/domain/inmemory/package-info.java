/** Every port in memory, for tests and demonstrations: held to the same contract tests as the real ones, lost at exit. */
package io.moonlight.auth.domain.inmemory;
